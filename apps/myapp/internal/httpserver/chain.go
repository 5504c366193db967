package httpserver

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"example.com/shop/myapp/internal/logging"
	"example.com/shop/myapp/internal/requestid"
)

// ServeHTTP is the whole chain in one function: request id, logger, headers, rate limit, deadline, routes; and at the end
// recovery, metrics and the access log. All of them share one wrapper, one context and one copy of the request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &exchange{
		ResponseWriter: w,
		draining:       &s.draining,
		began:          time.Now(),
		client:         s.Proxies.Of(r),
		probe:          isProbe(r.URL.Path),
	}
	x.identify(s.Log, requestID(r))
	s.setHeaders(x)
	defer func() { s.finish(x, r, recover()) }()
	if retryAfter, limited := s.limits(x); limited {
		_, r.Pattern = s.routes.Handler(r)
		tooMany(x, retryAfter)
		return
	}
	ctx := x.deadline.begin(r.Context(), x.began, s.Config.RequestTimeout)
	r = r.WithContext(logging.Into(ctx, &x.log))
	s.routes.ServeHTTP(x, r)
}

// idKey is how a parsed header spells the name.
var idKey = http.CanonicalHeaderKey(requestid.Header)

func requestID(r *http.Request) string {
	if given := r.Header[idKey]; len(given) == 1 {
		if id, ok := requestid.From(given[0]); ok {
			return id
		}
	}
	return requestid.New()
}

func (s *Server) setHeaders(x *exchange) {
	header := x.Header()
	header[idKey] = x.id[:]
	if s.Config.ServerSecurityHeaders {
		secure(header)
	}
}

// isProbe says whether the platform asks: never limited, and not worth a line in the log.
func isProbe(path string) bool {
	return path == "/health/live" || path == "/health/ready" || path == "/metrics"
}

// finish ends an exchange; panicked is what the handler panicked with, or nil.
func (s *Server) finish(x *exchange, r *http.Request, panicked any) {
	abort := panicked == http.ErrAbortHandler
	if panicked != nil && !abort {
		x.log.ErrorContext(r.Context(), "panic", "error", fmt.Sprint(panicked), "stack", string(debug.Stack()))
		// What has begun can only be broken off: a client must not take the part for the whole.
		if abort = x.status != 0; !abort {
			clear(x.Header())
			s.setHeaders(x)
			answer(x, http.StatusInternalServerError, "internal server error")
		}
	}
	if x.status == 0 && !abort {
		x.WriteHeader(http.StatusOK)
	}
	x.deadline.end()
	took := time.Since(x.began)
	pattern := patternOf(r)
	s.Metrics.Request(r.Method, pattern, x.status, took)
	s.logAccess(x, r, pattern, took)
	if abort {
		panic(http.ErrAbortHandler)
	}
}

// patternOf is the pattern that the mux matched. For CONNECT it may be the path that was sent, of which there are any
// number, and is left out.
func patternOf(r *http.Request) string {
	if r.Method == http.MethodConnect {
		return ""
	}
	return r.Pattern
}

// answer answers with an error as JSON; the text must not need escaping.
func answer(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "{\"error\":%q}\n", text)
}
