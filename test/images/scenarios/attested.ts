import { join } from 'node:path';
import { holds, same } from '../../docker/expect.js';
import type { Step } from '../../support/suite.js';
import type { Context } from '../context.js';
import { built } from '../locked.js';
import { pinned } from '../manifests.js';
import { ended } from '../outcome.js';
import { type Clone, writeApps } from '../workspace.js';

const platforms = ['linux/amd64', 'linux/arm64'] as const;

const files = (registry: string): Readonly<Record<string, string>> => ({
  'platform.yaml': `name: attested
registry: ${registry}
images: { builder: docker-build, platforms: [${platforms}], provenance: max }
environments:
  production: { kubernetes: "1.34", digests: required }
`,
  'page/service.yaml': `name: page
team: web
workload: worker
build: { language: custom }
`,
  // No base image of another architecture is within reach: this one needs none, and runs nothing while it is built.
  'page/Dockerfile': 'FROM scratch\nCOPY text /text\nUSER 65532:65532\nENTRYPOINT ["/text"]\n',
  'page/text': 'a page\n',
});

/** Images for several platforms, with what attests how they came to be. */
export const attestedSteps = (context: Context): readonly Step[] => {
  const { builder, registry, work, slipway } = context;
  let clone: Clone | undefined;
  const at = (): Clone => {
    if (clone === undefined) throw new Error('nothing was built');
    return clone;
  };
  return [
    {
      name: 'an image for two platforms is one index with an attestation for each, and the lock has the index',
      action: async () => {
        clone = await writeApps(join(work, 'attested'), files(`${registry.address}/attested`));
        ended('slipway build', await slipway(clone, ['build', '--push'], builder.env), 0);
        const { digest, tag, platforms: locked } = built(clone, 'page');
        same('the platforms of the lock', locked, platforms);
        same('the digest', digest, await registry.digest('attested/page', tag));
        const { manifests = [] } = await registry.read('attested/page', 'manifests', digest);
        const of = manifests.map(({ platform }) => `${platform?.os}/${platform?.architecture}`);
        same('what the index names', of, [...platforms, 'unknown/unknown', 'unknown/unknown']);
        const attested = manifests.flatMap(({ annotations }) => annotations?.['vnd.docker.reference.digest'] ?? []);
        same(
          'what is attested',
          attested,
          manifests.slice(0, 2).map((one) => one.digest),
        );
      },
    },
    {
      name: 'the attestation tells the commit that was built',
      action: async () => {
        const { digest, build } = built(at(), 'page');
        const { manifests = [] } = await registry.read('attested/page', 'manifests', digest);
        const { layers = [] } = await registry.read('attested/page', 'manifests', manifests[2]?.digest ?? '');
        const statement = JSON.stringify(await registry.read('attested/page', 'blobs', layers[0]?.digest ?? ''));
        holds('the statement is no provenance', statement.includes('https://slsa.dev/provenance/'));
        holds(
          `the statement does not tell ${build.commit}: ${statement.slice(0, 3000)}`,
          statement.includes(build.commit),
        );
      },
    },
    {
      name: 'the manifests of production pin the index',
      action: async () => {
        const output = join(work, 'attested-dist');
        ended('slipway synth', await slipway(at(), ['synth', '--output', output]), 0);
        const { repository, tag, digest } = built(at(), 'page');
        same('the images', pinned(output, 'production', 'page').images, [`${repository}:${tag}@${digest}`]);
      },
    },
    {
      name: 'an SBOM is attested where its scanner, an image, is within reach; elsewhere the error names it and the lock stays',
      action: async () => {
        at().edit('platform.yaml', 'provenance: max', 'provenance: max, sbom: true');
        await at().commit('Ask for an SBOM');
        const lock = at().lock();
        const outcome = await slipway(at(), ['build', '--push'], builder.env);
        if (outcome.status === 0) {
          const { manifests = [] } = await registry.read('attested/page', 'manifests', built(at(), 'page').digest);
          const attestation = await registry.read('attested/page', 'manifests', manifests[2]?.digest ?? '');
          holds('nothing attests the packages', JSON.stringify(attestation).includes('https://spdx.dev/Document'));
          return;
        }
        ended('slipway build', outcome, 1, 'buildkit-syft-scanner');
        same('the lock', at().lock(), lock);
      },
    },
  ];
};
