import pLimit from 'p-limit';
import { inspectImage, pullImage } from '../builds/inspect.js';
import { DefinitionError } from '../definition/problems.js';
import { assignsSecret, looksSecretName, looksSecretValue } from '../definition/secret-like.js';
import { WorkspaceError } from '../entries/problems.js';
import { type FileFinding, lessWaived } from '../rules/files.js';
import { checkImage, type InspectedImage, imageRules } from '../rules/image.js';
import { expectedImage } from './expected-image.js';
import type { ChosenImage } from './image-reference.js';
import type { Progress } from './progress.js';
import type { Workspace } from './workspace.js';

const secrets = { name: looksSecretName, value: looksSecretValue, assigns: assignsSecret };
const known = new Set(imageRules.map(({ id }) => id));

/** How images are looked at. */
export interface Looking {
  readonly pull: boolean;
  /** the day that waivers are held against */
  readonly today: string;
  readonly progress: Progress;
}

/** The one platform that an image is for, which the engine need not have; undefined takes the engine's own. */
const platformOf = ({ service, locked }: ChosenImage): string | undefined => {
  const [platform, ...more] = locked?.entry.platforms ?? service.images.platforms;
  return more.length === 0 ? platform : undefined;
};

/** Asks the engine for all images, four at a time; throws a WorkspaceError that tells of all that it could not be asked for. */
const inspected = async (
  images: readonly ChosenImage[],
  { pull, progress }: Looking,
): Promise<readonly (readonly [ChosenImage, InspectedImage])[]> => {
  const limit = pLimit(4);
  let done = 0;
  const look = async (chosen: ChosenImage): Promise<readonly [ChosenImage, InspectedImage]> => {
    done += 1;
    progress.tell(`${pull ? 'pulling' : 'looking at'} ${chosen.service.name}`, done, images.length);
    if (pull) await pullImage(chosen.reference, platformOf(chosen));
    return [chosen, await inspectImage(chosen.reference)];
  };
  const all = await Promise.allSettled(images.map((chosen) => limit(() => look(chosen))));
  const failed = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  const expected = failed.filter((error) => error instanceof DefinitionError);
  if (expected.length < failed.length) throw failed.find((error) => !(error instanceof DefinitionError));
  if (expected.length > 0) throw new WorkspaceError([...new Map(expected.map((one) => [one.message, one])).values()]);
  return all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
};

/** What the rules have against an image, before anything is waived. */
export const judged = (
  chosen: ChosenImage,
  image: InspectedImage,
  { folder, file = 'the built-in platform' }: Pick<Workspace, 'folder' | 'file'>,
): readonly FileFinding[] => {
  const { name, definition } = chosen.service;
  const expected = expectedImage(chosen, folder);
  return checkImage({ service: name, definition, platform: file, image, expected, secrets });
};

/** What the rules have against images, less what their services waive. */
export const imageFindings = async (
  images: readonly ChosenImage[],
  workspace: Pick<Workspace, 'folder' | 'file'>,
  looking: Looking,
): Promise<readonly FileFinding[]> =>
  (await inspected(images, looking)).flatMap(([chosen, image]) => {
    const { name, definition, waivers } = chosen.service;
    const waiving = { family: 'image', service: name, source: definition, waivers, known } as const;
    return lessWaived(judged(chosen, image, workspace), { ...waiving, today: looking.today });
  });
