import type { Labels } from '../service/types/labels.js';
import type { Service } from '../service/types/service.js';
import { waiverAnnotations } from '../service/waiver-annotations.js';

/** The label of a Service that is not the main one. */
export const furtherService = 'slipway.dev/further-service';

/** The annotations by which an object of a kind tells scanners what is waived on it. */
const waived = ({ waivers }: Pick<Service, 'waivers'>, kind: string): Labels =>
  waiverAnnotations(waivers.filter(({ kinds }) => kinds === 'all' || kinds.includes(kind)));

type Identity = Pick<Service, 'name' | 'namespace' | 'labels' | 'annotations' | 'waivers'>;

/** What an object of a kind says of itself; `more` may name it otherwise or add labels and annotations. */
export const metadata = (
  service: Identity,
  kind: string,
  more: { readonly name?: string; readonly labels?: Labels; readonly annotations?: Labels } = {},
) => {
  const { name = service.name, labels = {}, annotations = {} } = more;
  return {
    name,
    namespace: service.namespace,
    labels: { ...service.labels, ...labels },
    annotations: { ...service.annotations, ...annotations, ...waived(service, kind) },
  };
};

/** What a pod says of itself. */
export const podMetadata = ({ podLabels, podAnnotations }: Pick<Service, 'podLabels' | 'podAnnotations'>) => ({
  labels: podLabels,
  ...(Object.keys(podAnnotations).length > 0 && { annotations: podAnnotations }),
});
