// Package health tells the platform whether the process lives and whether it may be sent requests.
package health

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"example.com/shop/myapp/internal/logging"
)

const (
	ok          = "OK"
	degraded    = "degraded"
	unavailable = "unavailable"
	stopping    = "stopping"
)

// Check asks one dependency whether it is there.
type Check func(ctx context.Context) error

// Health knows what the process needs in order to answer, and what only helps it.
type Health struct {
	checks   map[string]Check
	needed   map[string]Check
	deadline time.Duration
	stopping atomic.Bool

	mu sync.Mutex
	// away are the dependencies that did not answer last time.
	away map[string]bool
}

// New returns the health of a process that cannot answer without what is needed, each by its name, and can without what is
// helpful, such as a cache: an outage of that is told, and takes no pod away. All are asked at once; what has not answered
// at the deadline counts as unavailable.
func New(deadline time.Duration, needed, helpful map[string]Check) *Health {
	checks := map[string]Check{}
	maps.Copy(checks, helpful)
	maps.Copy(checks, needed)
	return &Health{checks: checks, needed: needed, deadline: deadline, away: map[string]bool{}}
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

// Ready answers 200 when all that is needed is there, and else, or when the process is stopping, 503.
func (h *Health) Ready(w http.ResponseWriter, r *http.Request) {
	answer := report{Status: ok, Timestamp: time.Now().UTC(), Services: map[string]string{}}
	for name, err := range h.ask(r.Context()) {
		answer.Services[name] = ok
		if err != nil {
			answer.Services[name] = unavailable
			answer.Status = h.without(name, answer.Status)
		}
		h.note(r.Context(), name, err)
	}
	if h.stopping.Load() {
		answer.Status = stopping
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if answer.Status != ok && answer.Status != degraded {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(answer)
}

// without is what a status becomes when a dependency is away.
func (h *Health) without(name, status string) string {
	if _, needed := h.needed[name]; needed || status == unavailable {
		return unavailable
	}
	return degraded
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
