package httpserver

import "net/http"

var securityHeaders = map[string]string{
	"Content-Security-Policy":   "default-src 'self'",
	"Strict-Transport-Security": "max-age=31536000; includeSubDomains",
	"X-Content-Type-Options":    "nosniff",
	"X-Frame-Options":           "DENY",
	// The filter that it switched on in old browsers could itself be misused.
	"X-XSS-Protection": "0",
}

func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range securityHeaders {
			w.Header().Set(name, value)
		}
		next.ServeHTTP(w, r)
	})
}
