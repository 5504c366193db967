package ratelimit

import (
	"hash/maphash"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	shardCount = 16
	perShard   = most / shardCount
	// coalesced is how long forgetting waits at least, so that many clients are forgotten at once.
	coalesced = time.Second
	// atOnce is how many are forgotten before requests get their turn.
	atOnce = 256
)

// seed is random, so that nobody can choose addresses that all fall into one shard.
var seed = maphash.MakeSeed()

func shardOf(key [16]byte) uint64 {
	return maphash.Bytes(seed, key[:]) % shardCount
}

// shard holds a part of the clients in the order in which they were seen, so that requests seldom wait for each other.
type shard struct {
	mu      sync.Mutex
	clients map[[16]byte]*client
	// ring is the list's end and beginning: ring.next was seen last, ring.previous is the longest unseen.
	ring  client
	timer *time.Timer
	armed bool
}

type client struct {
	next, previous *client
	key            [16]byte
	seen           time.Time
	rates          *rates
	bucket         *rate.Limiter
}

// bucket returns the client's, a full one for a new client.
func (s *shard) bucket(key [16]byte, current *rates, now time.Time) *rate.Limiter {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.clients[key]
	if c == nil {
		c = s.add(key, current)
	}
	if c.rates != current {
		c.change(current)
	}
	c.seen = now
	s.toFront(c)
	return c.bucket
}

// change lets the limits hold from when they were set, which may be long before the client is seen again.
func (c *client) change(to *rates) {
	from := to.since
	if from.Before(c.seen) {
		from = c.seen
	}
	c.bucket.SetLimitAt(from, to.limit)
	c.bucket.SetBurstAt(from, to.burst)
	c.rates = to
}

func (s *shard) add(key [16]byte, current *rates) *client {
	if s.clients == nil {
		s.clients = make(map[[16]byte]*client)
		s.ring.next, s.ring.previous = &s.ring, &s.ring
	}
	if len(s.clients) >= perShard {
		s.forget(s.ring.previous)
	}
	c := &client{key: key, rates: current, bucket: rate.NewLimiter(current.limit, current.burst)}
	c.next, c.previous = c, c
	s.clients[key] = c
	s.arm(unseen)
	return c
}

func (s *shard) toFront(c *client) {
	if s.ring.next == c {
		return
	}
	c.previous.next, c.next.previous = c.next, c.previous
	c.next, c.previous = s.ring.next, &s.ring
	c.next.previous, s.ring.next = c, c
}

func (s *shard) forget(c *client) {
	c.previous.next, c.next.previous = c.next, c.previous
	delete(s.clients, c.key)
}

// arm lets the timer run only while there are clients.
func (s *shard) arm(wait time.Duration) {
	switch {
	case s.armed:
		return
	case s.timer == nil:
		s.timer = time.AfterFunc(wait, s.due)
	default:
		s.timer.Reset(wait)
	}
	s.armed = true
}

// due forgets the clients that were not seen for too long.
func (s *shard) due() {
	for s.forgetSome(time.Now().Add(-unseen)) {
	}
}

func (s *shard) forgetSome(before time.Time) (more bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range atOnce {
		if len(s.clients) == 0 {
			s.clients, s.armed = nil, false // A map keeps its memory when it is emptied.
			return false
		}
		oldest := s.ring.previous
		if oldest.seen.After(before) {
			s.armed = false
			s.arm(max(oldest.seen.Sub(before), coalesced))
			return false
		}
		s.forget(oldest)
	}
	return true
}

func (s *shard) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clients, s.ring = nil, client{}
}

func (s *shard) len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.clients)
}
