import type { Field } from './field.js';
import type { Piece } from './piece.js';
import { problems } from './problems.js';
import { secret } from './secret.js';
import { goTypes } from './types.js';

const call = ({ entry, name }: Field): string =>
  entry.secret === undefined
    ? `\tconfig.${name} = load(&l, "${name}", ${goTypes[entry.type].parse})\n`
    : `\tconfig.${name} = l.secret("${name}")\n`;

const loader: Piece = {
  imports: [],
  text: `// loader reads one variable after the other and keeps what is wrong with them.
type loader struct {
	lookup   func(name string) (string, bool)
	problems Problems
}

func variableOf(field string) Variable {
	for _, variable := range variables {
		if variable.Field == field {
			return variable
		}
	}
	panic("no variable for the field " + field)
}

func (l *loader) report(name, reason string) {
	l.problems = append(l.problems, Problem{Name: name, Reason: reason})
}`,
};

const plain: Piece = {
  imports: ['fmt', 'slices', 'strings'],
  text: `// load reads the value of a field. An empty value counts as none, except for a text that may be empty.
func load[T any](l *loader, field string, parse func(text string) (T, error)) T {
	variable := variableOf(field)
	text, set := l.lookup(variable.Name)
	none, needsText := parse("")
	mayBeEmpty := needsText == nil && !variable.Required && variable.allows("")
	if text == "" && !(set && mayBeEmpty) {
		text = variable.Default
	}
	if text == "" {
		if variable.Required {
			l.report(variable.Name, "required, but not set"+variable.expected(needsText))
		}
		return none
	}
	value, err := parse(text)
	if err != nil || !variable.allows(text) {
		l.report(variable.Name, shown(text)+" is not allowed"+variable.expected(err))
		return none
	}
	return value
}

func (v Variable) allows(text string) bool {
	return len(v.Allowed) == 0 || slices.Contains(v.Allowed, text)
}

func (v Variable) expected(err error) string {
	if len(v.Allowed) > 0 {
		return fmt.Sprintf("; expected one of %q", v.Allowed)
	}
	if err != nil {
		return "; " + err.Error()
	}
	return ""
}

// shown is the beginning of a value as text; an address is left out, since it may hold a password.
func shown(text string) string {
	if strings.ContainsAny(text, "@") || strings.Contains(text, "://") {
		return "the value"
	}
	return fmt.Sprintf("%.80q", text)
}`,
};

/** What whoever calls FromEnvironment in a service with a configuration file must know. */
const besideFile = `
// What stands in the configuration file that CONFIG_FILE names is not in it: for that, give Load a lookup that looks there
// for what the environment leaves empty, by the Key of Variables.`;

/**
 * The functions that load the struct, and the errors that they return: all at once. `hasFile` says that some values stand in a
 * configuration file, which this source does not read.
 */
export const loading = (fields: readonly Field[], hasFile: boolean): readonly Piece[] => [
  {
    imports: ['os'],
    text: `// FromEnvironment loads the configuration from the environment of the process.${hasFile ? besideFile : ''}
func FromEnvironment() (Config, error) {
	return Load(os.LookupEnv)
}

// Load loads the configuration from where lookup finds it by the names of environment variables. All that is wrong is
// told at once: an error is of type Problems. The file of a secret goes before its variable; one newline at its end is
// not part of the secret, and a file that is missing counts as none where the secret is not required.
func Load(lookup func(name string) (string, bool)) (Config, error) {
	l := loader{lookup: lookup}
	var config Config
${fields.map(call).join('')}	if len(l.problems) > 0 {
		return Config{}, l.problems
	}
	return config, nil
}`,
  },
  problems,
  loader,
  ...(fields.some(({ entry }) => entry.secret === undefined) ? [plain] : []),
  ...(fields.some(({ entry }) => entry.secret !== undefined) ? [secret] : []),
];
