import { z } from 'zod';
import { shorthand } from './shorthand.js';

const Subcommand = z.strictObject({
  /** who asks inside the container, where no kubelet is: the image's own program, a static probe beside it, a command, or nobody */
  kind: z.literal('subcommand'),
  /** the arguments that make the program ask itself; exit 0 when all is well */
  args: z.array(z.string().min(1)).min(1).default(['healthcheck']),
});
const StaticProbe = z.strictObject({
  /** who asks inside the container, where no kubelet is: the image's own program, a static probe beside it, a command, or nobody */
  kind: z.literal('probe'),
});
const ClientCommand = z.strictObject({
  /** who asks inside the container, where no kubelet is: the image's own program, a static probe beside it, a command, or nobody */
  kind: z.literal('exec'),
  /** the program and its arguments, run in the container without a shell; exit 0 when all is well */
  command: z.array(z.string().min(1)).min(1),
});
const NoClient = z.strictObject({
  /** who asks inside the container, where no kubelet is: the image's own program, a static probe beside it, a command, or nobody */
  kind: z.literal('none'),
});
/** Who asks inside the container, where no kubelet is: `subcommand`, `probe`, `none`, or a command. */
export const Client = shorthand(
  z.enum(['subcommand', 'probe', 'none']),
  z.discriminatedUnion('kind', [Subcommand, StaticProbe, ClientCommand, NoClient]),
  (kind) => ({ kind }),
  (client) => ('command' in client ? 'exec' : undefined),
);
