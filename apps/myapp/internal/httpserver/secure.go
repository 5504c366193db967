package httpserver

import "net/http"

// securityHeaders are shared by all responses, which copy none of them: whoever appends to one gets a copy.
var securityHeaders = []struct {
	key   string
	value []string
}{
	{"Content-Security-Policy", []string{"default-src 'self'"}},
	{"Strict-Transport-Security", []string{"max-age=31536000; includeSubDomains"}},
	{"X-Content-Type-Options", []string{"nosniff"}},
	{"X-Frame-Options", []string{"DENY"}},
	// The filter that it switched on in old browsers could itself be misused.
	{"X-Xss-Protection", []string{"0"}},
}

func secure(header http.Header) {
	for _, h := range securityHeaders {
		header[h.key] = h.value
	}
}
