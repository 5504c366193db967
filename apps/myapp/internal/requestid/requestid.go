// Package requestid gives every request an id: the one that it came with, or a new one.
package requestid

import "crypto/rand"

// Header is the header that carries the id, in requests and responses.
const Header = "X-Request-ID"

const longest = 128

// From returns the id that a request came with, if it is well-formed: 1 to 128 ASCII letters, digits, '.', '_' and '-'.
// All else is refused, since the id goes back into a header and into every line of the log.
func From(header string) (id string, ok bool) {
	if header == "" || len(header) > longest {
		return "", false
	}
	for i := range len(header) {
		if !allowed(header[i]) {
			return "", false
		}
	}
	return header, true
}

func allowed(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '_' || c == '-'
}

// New returns an id that nobody can guess and that From accepts.
func New() string {
	return rand.Text()
}
