// Package health tells the platform whether the process lives and whether it may be sent requests.
package health

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"example.com/shop/myapp/internal/logging"
)

const (
	ok          = "OK"
	unavailable = "unavailable"
	stopping    = "stopping"
)

// Check asks one dependency whether it is there.
type Check func(ctx context.Context) error

// Health knows what the process needs in order to answer.
type Health struct {
	checks   map[string]Check
	deadline time.Duration
	stopping atomic.Bool

	mu sync.Mutex
	// away are the dependencies that did not answer last time.
	away map[string]bool
}

// New returns the health of a process that needs what checks ask for, each by its name. All are asked at once; what has
// not answered at the deadline counts as unavailable.
func New(deadline time.Duration, checks map[string]Check) *Health {
	return &Health{checks: checks, deadline: deadline, away: map[string]bool{}}
}

// Stop makes the process not ready from now on, so that load balancers send it nothing more.
func (h *Health) Stop() {
	h.stopping.Store(true)
}

// Live answers 200 while the process runs. It looks at nothing else, so that no dependency's outage restarts it.
func Live(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprint(w, ok)
}

type report struct {
	Status    string            `json:"status"`
	Timestamp time.Time         `json:"timestamp"`
	Services  map[string]string `json:"services"`
}

// Ready answers 200 when every dependency is there, and else, or when the process is stopping, 503.
func (h *Health) Ready(w http.ResponseWriter, r *http.Request) {
	answer := report{Status: ok, Timestamp: time.Now().UTC(), Services: map[string]string{}}
	for name, err := range h.ask(r.Context()) {
		answer.Services[name] = ok
		if err != nil {
			answer.Services[name], answer.Status = unavailable, unavailable
		}
		h.note(r.Context(), name, err)
	}
	if h.stopping.Load() {
		answer.Status = stopping
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if answer.Status != ok {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(answer)
}

// note logs a dependency that went away or came back, and not that it still is. An asker who left tells nothing about it.
func (h *Health) note(ctx context.Context, name string, err error) {
	if ctx.Err() != nil {
		return
	}
	h.mu.Lock()
	changed := h.away[name] != (err != nil)
	h.away[name] = err != nil
	h.mu.Unlock()
	switch {
	case !changed:
	case err != nil:
		logging.From(ctx).WarnContext(ctx, "a dependency is unavailable", "service", name, "error", err)
	default:
		logging.From(ctx).InfoContext(ctx, "a dependency is available again", "service", name)
	}
}

// ask runs all checks at once and returns when all have answered or the deadline is over, even if a check ignores it.
func (h *Health) ask(ctx context.Context) map[string]error {
	ctx, cancel := context.WithTimeout(ctx, h.deadline)
	defer cancel()
	type answer struct {
		name string
		err  error
	}
	answers := make(chan answer, len(h.checks))
	result := make(map[string]error, len(h.checks))
	for name, check := range h.checks {
		result[name] = context.DeadlineExceeded
		go func() { answers <- answer{name, check(ctx)} }()
	}
	for range h.checks {
		select {
		case a := <-answers:
			result[a.name] = a.err
		case <-ctx.Done():
			return result
		}
	}
	return result
}
