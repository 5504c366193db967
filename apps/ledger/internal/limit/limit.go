// Package limit bounds how many requests one client may make.
package limit

import (
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// forget is how long a client is remembered after its last request.
	forget = 3 * time.Minute
	// most is how many clients are remembered; those beyond share one budget.
	most = 10_000
)

type client struct {
	budget *rate.Limiter
	seen   time.Time
}

// Limiter gives each client address a budget of its own. No forwarded address is believed: callers reach this service
// without a proxy between.
type Limiter struct {
	perSecond rate.Limit
	burst     int
	lock      sync.Mutex
	clients   map[netip.Prefix]*client
	others    *rate.Limiter
}

// New returns a limiter of so many requests a second, and so many at once; 0 a second is no limit.
func New(perSecond float64, burst int) *Limiter {
	limit := rate.Limit(perSecond)
	if perSecond == 0 {
		limit = rate.Inf
	}
	return &Limiter{limit, burst, sync.Mutex{}, map[netip.Prefix]*client{}, rate.NewLimiter(limit, burst)}
}

// Wrap answers 429 to a client that is over its budget, and leaves the rest to next.
func (l *Limiter) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if l.allows(r.RemoteAddr, time.Now()) {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Retry-After", strconv.Itoa(l.retryAfter()))
		http.Error(w, "too many requests", http.StatusTooManyRequests)
	})
}

// retryAfter is the whole seconds until one more request is allowed.
func (l *Limiter) retryAfter() int {
	return int(max(1, 1/l.perSecond))
}

func (l *Limiter) allows(remote string, now time.Time) bool {
	return l.budgetOf(prefixOf(remote), now).AllowN(now, 1)
}

// prefixOf is the address, or in IPv6 the network of 64 bits, since one client has all of it.
func prefixOf(remote string) netip.Prefix {
	from, err := netip.ParseAddrPort(remote)
	if err != nil {
		return netip.Prefix{}
	}
	address := from.Addr().Unmap().WithZone("")
	prefix, _ := address.Prefix(min(64, address.BitLen()))
	return prefix
}

func (l *Limiter) budgetOf(prefix netip.Prefix, now time.Time) *rate.Limiter {
	l.lock.Lock()
	defer l.lock.Unlock()
	known, found := l.clients[prefix]
	if !found {
		if len(l.clients) >= most {
			l.sweep(now)
		}
		if len(l.clients) >= most {
			return l.others
		}
		known = &client{budget: rate.NewLimiter(l.perSecond, l.burst)}
		l.clients[prefix] = known
	}
	known.seen = now
	return known.budget
}

func (l *Limiter) sweep(now time.Time) {
	for prefix, known := range l.clients {
		if now.Sub(known.seen) > forget {
			delete(l.clients, prefix)
		}
	}
}
