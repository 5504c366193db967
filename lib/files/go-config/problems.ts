import type { Piece } from './piece.js';

/** The error that tells all that is wrong at once. */
export const problems: Piece = {
  imports: ['fmt', 'strings'],
  text: `// Problem says what is wrong with one variable. It never holds the value of a secret.
type Problem struct {
	// Name is the variable.
	Name string
	// Reason is what is wrong with it, and what is allowed.
	Reason string
}

func (p Problem) Error() string {
	return p.Name + ": " + p.Reason
}

// Problems are all that is wrong with a configuration, in the order of the fields of Config.
type Problems []Problem

func (p Problems) Error() string {
	var text strings.Builder
	fmt.Fprintf(&text, "the configuration has %d wrong or missing variables", len(p))
	for _, problem := range p {
		text.WriteString("\\n  " + problem.Error())
	}
	return text.String()
}

// Unwrap returns each problem, as errors.As asks for them.
func (p Problems) Unwrap() []error {
	all := make([]error, len(p))
	for i, problem := range p {
		all[i] = problem
	}
	return all
}`,
};
