import { at, isSet, textsAt } from '../values.js';
import type { Entry } from './compose.js';
import type { Run } from './manifests.js';
import type { FileRule } from './rule.js';
import { agree, type Said, setOf, shown } from './said.js';

const capability = (name: string): string => name.toUpperCase().replace(/^CAP_/, '');

/** Capabilities as one text: `+NET_BIND_SERVICE -ALL`. */
const shownCapabilities = (drop: readonly string[], add: readonly string[]): string =>
  setOf([...drop.map((name) => `-${capability(name)}`), ...add.map((name) => `+${capability(name)}`)]);

const ofEntry = (entry: Entry): Said | undefined => {
  if (!entry.whole && !isSet(entry.fields.cap_drop) && !isSet(entry.fields.cap_add)) return undefined;
  const same = shownCapabilities(textsAt(entry.fields, 'cap_drop'), textsAt(entry.fields, 'cap_add'));
  const place = entry.place(
    isSet(entry.fields.cap_drop) ? 'cap_drop' : 'cap_add',
    same === '' ? 'missing' : shown(same),
  );
  return { called: `${place.file} cap_drop and cap_add`, place, same };
};

const ofRun = (run: Run): Said => {
  const path = 'securityContext.capabilities';
  const same = shownCapabilities(
    textsAt(run.container.fields, `${path}.drop`),
    textsAt(run.container.fields, `${path}.add`),
  );
  return { called: 'capabilities', place: run.place(path, same === '' ? 'missing' : shown(same)), same };
};

const flag = (value: boolean): string => (value ? 'true' : 'false');

const escalation = (entry: Entry, run: Run): readonly [Said | undefined, Said] => {
  const options = textsAt(entry.fields, 'security_opt');
  const none = options.some((option) => /^no-new-privileges(?:[:=]true)?$/.test(option));
  const path = 'securityContext.allowPrivilegeEscalation';
  const forbidden = at(run.container.fields, path) === false;
  const place = entry.place('security_opt', none ? 'no-new-privileges' : 'without no-new-privileges');
  return [
    entry.whole || isSet(entry.fields.security_opt)
      ? { called: `${place.file} security_opt`, place, same: flag(none) }
      : undefined,
    { called: 'allowPrivilegeEscalation', place: run.place(path, flag(!forbidden)), same: flag(forbidden) },
  ];
};

const privileged = (entry: Entry, run: Run): readonly [Said, Said] => {
  const ours = flag(at(entry.fields, 'privileged') === true);
  const theirs = flag(at(run.container.fields, 'securityContext.privileged') === true);
  const place = entry.place('privileged', ours);
  return [
    { called: `${place.file} privileged`, place, same: ours },
    { called: 'privileged', place: run.place('securityContext.privileged', theirs), same: theirs },
  ];
};

/** The same rights in every file. */
export const privileges: readonly FileRule[] = [
  {
    id: 'files/capabilities',
    reason: 'what works with more capabilities on the own machine fails in the cluster',
    fix: 'let cap_drop and cap_add of the Compose service be what the container drops and adds: ALL, and security.capabilities',
    check: ({ entries, production }) =>
      production === undefined ? [] : entries.flatMap((entry) => agree(ofEntry(entry), ofRun(production))),
  },
  {
    id: 'files/privileges',
    reason: 'a process that gains rights on the own machine fails in the cluster',
    fix: 'set security_opt: [no-new-privileges:true] for the Compose service, and leave privileged out',
    check: ({ entries, production }) =>
      production === undefined
        ? []
        : entries.flatMap((entry) => [
            ...agree(...escalation(entry, production)),
            ...agree(...privileged(entry, production)),
          ]),
  },
];
