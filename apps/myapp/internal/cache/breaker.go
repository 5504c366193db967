package cache

import (
	"context"
	"errors"
	"sync"
	"time"

	"example.com/shop/myapp/internal/logging"
)

const (
	// budget is the most that one use of the cache may take away from a request.
	budget = 150 * time.Millisecond
	// pause is how long nobody uses the cache after a failure.
	pause = time.Second
	// reminder is how long the log says nothing more about a cache that fails again and again.
	reminder = 30 * time.Second
)

// ErrAway means that the cache failed a moment ago and was not asked.
var ErrAway = errors.New("the cache is away")

// Breaker keeps those who use the cache from waiting for one that fails: after a failure nobody uses it for a second,
// and then one at a time until it answers again. Its zero value is ready for use.
type Breaker struct {
	mu     sync.Mutex
	failed bool
	// next is when somebody may try again.
	next time.Time
	// told is when the log last said that the cache fails; zero where it has said that it is back.
	told time.Time
}

// Do runs work with the little time that the cache has, or returns ErrAway at once. That the caller's own time is over,
// or that it has gone, is not held against the cache.
func (b *Breaker) Do(ctx context.Context, work func(ctx context.Context) error) error {
	if !b.admits() {
		return ErrAway
	}
	limited, cancel := context.WithTimeout(ctx, budget)
	defer cancel()
	err := work(limited)
	if err == nil || ctx.Err() == nil {
		b.learn(ctx, err)
	}
	return err
}

func (b *Breaker) admits() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.failed {
		return true
	}
	now := time.Now()
	if now.Before(b.next) {
		return false
	}
	b.next = now.Add(pause)
	return true
}

func (b *Breaker) learn(ctx context.Context, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	b.failed, b.next = err != nil, now.Add(pause)
	switch {
	case err != nil && now.Sub(b.told) > reminder:
		b.told = now
		logging.From(ctx).WarnContext(ctx, "the cache fails; going on without it", "error", err)
	case err == nil && !b.told.IsZero():
		b.told = time.Time{}
		logging.From(ctx).InfoContext(ctx, "the cache is back")
	}
}
