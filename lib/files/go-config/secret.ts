import type { Piece } from './piece.js';

/**
 * The type of secrets, and what reads one. The value stands behind a pointer, so that even what prints by reflection
 * shows an address at most.
 */
export const secret: Piece = {
  imports: ['errors', 'fmt', 'io', 'io/fs', 'log/slog', 'os', 'strings'],
  text: `const hidden = "(hidden)"

// Secret is a value that nothing prints, logs or encodes; only Reveal returns it. Its zero value is the empty text.
type Secret struct {
	value *string
}

// Reveal returns the value itself.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// IsSet says whether there is a value.
func (s Secret) IsSet() bool {
	return s.value != nil
}

// String hides the value.
func (Secret) String() string {
	return hidden
}

// GoString hides the value.
func (Secret) GoString() string {
	return hidden
}

// Format hides the value from every verb of package fmt.
func (Secret) Format(state fmt.State, _ rune) {
	_, _ = io.WriteString(state, hidden)
}

// MarshalText hides the value.
func (Secret) MarshalText() ([]byte, error) {
	return []byte(hidden), nil
}

// MarshalJSON hides the value.
func (Secret) MarshalJSON() ([]byte, error) {
	return []byte(\`"\` + hidden + \`"\`), nil
}

// LogValue hides the value.
func (Secret) LogValue() slog.Value {
	return slog.StringValue(hidden)
}

// secret reads the secret of a field: from its file where one is named, else from its variable.
func (l *loader) secret(field string) Secret {
	variable := variableOf(field)
	if path := l.valueOf(variable.File); path != "" {
		content, err := os.ReadFile(path)
		text := withoutNewline(content)
		switch {
		case err == nil && text != "":
			return Secret{&text}
		case err == nil && variable.Required:
			l.report(variable.File, "required, but the file that it names is empty")
			return Secret{}
		case variable.Required || (err != nil && !errors.Is(err, fs.ErrNotExist)):
			l.report(variable.File, "the file that it names cannot be read: "+cause(err))
			return Secret{}
		}
	}
	if text := l.valueOf(variable.Name); text != "" {
		return Secret{&text}
	}
	switch {
	case !variable.Required:
	case variable.Name == "":
		l.report(variable.File, "required, but not set; expected the path of a file")
	case variable.File == "":
		l.report(variable.Name, "required, but not set")
	default:
		l.report(variable.Name, "required, but not set; set it, or "+variable.File+" to the path of its file")
	}
	return Secret{}
}

func withoutNewline(content []byte) string {
	if text, found := strings.CutSuffix(string(content), "\\r\\n"); found {
		return text
	}
	return strings.TrimSuffix(string(content), "\\n")
}

func (l *loader) valueOf(name string) string {
	if name == "" {
		return ""
	}
	value, _ := l.lookup(name)
	return value
}

// cause is what went wrong without the path, since somebody may have put the secret itself there.
func cause(err error) string {
	var failed *fs.PathError
	if errors.As(err, &failed) {
		return failed.Err.Error()
	}
	return "it is not known why"
}`,
};
