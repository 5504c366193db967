import { Chart, JsonPatch, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { describe, expect, test } from 'vitest';
import { kubeObject, ManifestObject } from '../../lib/kubernetes/object.js';
import { SlipwayApp, type SlipwayAppProps } from '../../lib/synth.js';

const chart = (props: SlipwayAppProps = {}): Chart =>
  new Chart(new SlipwayApp(props), 'chart', { namespace: 'shop', labels: { team: 'web' } });

const props: k8s.KubeServiceProps = {
  metadata: { name: 'web', annotations: { note: 'x' } },
  spec: {
    clusterIp: 'None',
    ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('http') }],
    selector: { app: 'web' },
  },
};

const service = (scope = chart()): ManifestObject => kubeObject(k8s.KubeService, scope, 'service', props);

describe('an object made from a manifest', () => {
  test('renders what the typed L1 class renders, with the namespace and the labels of its chart', () => {
    const typed: unknown = new k8s.KubeService(chart(), 'service', props).toJson();
    expect(service().toJson()).toEqual(typed);
    expect(typed).toMatchObject({
      metadata: { namespace: 'shop', labels: { team: 'web' } },
      spec: { clusterIP: 'None' },
    });
  });

  test('tells what is added to its metadata later, lazy or not', () => {
    const object = service();
    object.metadata.addLabel('tier', 'front');
    object.metadata.add('deletionGracePeriodSeconds', Lazy.any({ produce: () => 5 }));
    expect(object.toJson()).toMatchObject({ metadata: { labels: { tier: 'front' }, deletionGracePeriodSeconds: 5 } });
  });

  test('keeps what a JSON patch adds, even a field that the L1 does not know, however often it is rendered', () => {
    const object = service();
    object.addJsonPatch(JsonPatch.add('/spec/trafficDistribution', 'PreferClose'), JsonPatch.add('/spec/ports/-', {}));
    for (const rendered of [object.toJson(), object.toJson()])
      expect(rendered).toMatchObject({
        spec: { trafficDistribution: 'PreferClose', ports: [{ port: 80, targetPort: 'http' }, {}] },
      });
  });

  test('is shown to the resolvers that an app brings', () => {
    const resolvers = [
      {
        resolve: (context: { readonly value: unknown; replaceValue(value: unknown): void }) => {
          if (context.value === 'http') context.replaceValue('web');
        },
      },
    ];
    expect(service(chart({ resolvers })).toJson()).toMatchObject({
      spec: { ports: [{ name: 'web', targetPort: 'web' }] },
    });
  });

  test('takes a kind that has no typed class', () => {
    const manifest = {
      apiVersion: 'example.com/v1',
      kind: 'Queue',
      metadata: { name: 'q' },
      spec: { topic: 'orders' },
    };
    expect(new ManifestObject(chart(), 'queue', manifest).toJson()).toMatchObject(manifest);
  });
});
