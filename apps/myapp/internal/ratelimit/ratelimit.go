// Package ratelimit limits the requests that each client may make.
package ratelimit

import (
	"math"
	"net/netip"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

const (
	// unseen is how long a client that makes no request is remembered.
	unseen = 3 * time.Minute
	// most is how many clients are remembered, whatever is sent.
	most = 65_536
	// longestWait bounds what a client is told; a rate of nearly nothing would overflow.
	longestWait = 24 * time.Hour
)

// Limiter limits requests by client. It remembers a bounded number of clients; the longest unseen is forgotten first.
type Limiter struct {
	rates   atomic.Pointer[rates]
	started time.Time
	shards  [shardCount]shard
}

type rates struct {
	limit rate.Limit
	burst int
	since time.Time
}

// New returns a limiter that lets each client make perSecond requests a second and burst at once.
func New(perSecond float64, burst int) *Limiter {
	l := &Limiter{started: time.Now()}
	l.Set(perSecond, burst)
	return l
}

// Set changes the limits from now on, also for the clients that are known. A perSecond of 0 or less, or one without end,
// switches them off; a burst below 1 is 1.
func (l *Limiter) Set(perSecond float64, burst int) {
	if perSecond > 0 && !math.IsInf(perSecond, 0) {
		l.rates.Store(&rates{rate.Limit(perSecond), max(burst, 1), l.now()})
		return
	}
	l.rates.Store(nil)
	for i := range l.shards {
		l.shards[i].clear()
	}
}

// Allow says whether the client may make a request now, and if not, when the next one may come. A refused request costs
// the client nothing. For IPv6 the client is a whole network: clientip.Key.
func (l *Limiter) Allow(client netip.Addr) (allowed bool, retryAfter time.Duration) {
	current := l.rates.Load()
	if current == nil {
		return true, 0
	}
	key := client.As16()
	now := l.now()
	bucket := l.shards[shardOf(key)].bucket(key, current, now)
	if bucket.AllowN(now, 1) {
		return true, 0
	}
	missing := 1 - bucket.TokensAt(now)
	seconds := min(missing/float64(current.limit), longestWait.Seconds())
	return false, max(time.Duration(seconds*float64(time.Second)), 1)
}

// now reads only the monotonic clock, which costs half of time.Now.
func (l *Limiter) now() time.Time {
	return l.started.Add(time.Since(l.started))
}

// Len returns how many clients are remembered.
func (l *Limiter) Len() int {
	sum := 0
	for i := range l.shards {
		sum += l.shards[i].len()
	}
	return sum
}
