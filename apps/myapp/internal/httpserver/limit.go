package httpserver

import (
	"net/http"
	"strconv"
	"time"

	"example.com/shop/myapp/internal/clientip"
)

// limits says whether the client has made too many requests, and when it may make the next one.
func (s *Server) limits(x *exchange) (retryAfter time.Duration, limited bool) {
	if x.probe || s.Limiter == nil {
		return 0, false
	}
	allowed, retryAfter := s.Limiter.Allow(clientip.Key(x.client))
	return retryAfter, !allowed
}

func tooMany(w http.ResponseWriter, retryAfter time.Duration) {
	// Rounded up: a client that comes back in time must not come too early.
	seconds := max(1, int((retryAfter+time.Second-1)/time.Second))
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
	answer(w, http.StatusTooManyRequests, "too many requests")
}
