package ratelimit_test

import (
	"encoding/binary"
	"math"
	"net/netip"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.com/shop/myapp/internal/ratelimit"
)

// number returns one of 2^32 clients.
func number(n uint32) netip.Addr {
	var addr [4]byte
	binary.BigEndian.PutUint32(addr[:], n)
	return netip.AddrFrom4(addr)
}

// count returns how many of the requests are allowed that a client makes at once.
func count(l *ratelimit.Limiter, client netip.Addr, requests int) int {
	allowed := 0
	for range requests {
		if ok, _ := l.Allow(client); ok {
			allowed++
		}
	}
	return allowed
}

func TestAClientMayBurstAndThenGoOnAtItsRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := ratelimit.New(10, 20)
		if got := count(l, number(1), 100); got != 20 {
			t.Errorf("%d at once", got)
		}
		if got := count(l, number(2), 100); got != 20 {
			t.Errorf("another client makes %d at once", got)
		}
		for range 50 {
			time.Sleep(100 * time.Millisecond)
			if got := count(l, number(1), 3); got != 1 {
				t.Fatalf("%d after a tenth of a second", got)
			}
		}
		time.Sleep(time.Hour)
		if got := count(l, number(1), 100); got != 20 {
			t.Errorf("%d after a pause", got)
		}
	})
}

func TestARefusedClientIsToldWhenToComeBack(t *testing.T) {
	for name, c := range map[string]struct {
		perSecond float64
		burst     int
	}{"many a second": {10, 20}, "one a second": {1, 1}, "one in ten seconds": {0.1, 3}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := ratelimit.New(c.perSecond, c.burst)
				count(l, number(1), c.burst)
				for range 20 {
					allowed, wait := l.Allow(number(1))
					if want := time.Duration(float64(time.Second) / c.perSecond); allowed || wait <= want-time.Millisecond || wait > want {
						t.Fatalf("allowed %t, after %s, want %s", allowed, wait, want)
					}
					time.Sleep(wait / 2)
					if allowed, rest := l.Allow(number(1)); allowed || rest > wait/2+time.Microsecond {
						t.Fatalf("half the time later: allowed %t, after %s", allowed, rest)
					}
					// A nanosecond more for what floating point loses.
					time.Sleep(wait/2 + 2)
					if allowed, wait := l.Allow(number(1)); !allowed || wait != 0 {
						t.Fatalf("at the time told: allowed %t, after %s", allowed, wait)
					}
				}
			})
		})
	}
}

func TestRefusedRequestsCostNothingEvenAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := ratelimit.New(10, 20)
		var group sync.WaitGroup
		var allowed atomic.Int64
		for range 50 {
			group.Go(func() { allowed.Add(int64(count(l, number(1), 1000))) })
		}
		group.Wait()
		if allowed.Load() != 20 {
			t.Errorf("%d at once", allowed.Load())
		}
		time.Sleep(100 * time.Millisecond)
		if got := count(l, number(1), 10); got != 1 {
			t.Errorf("%d after a tenth of a second", got)
		}
	})
}

func TestTheSameAddressIsTheSameClientHoweverItIsWritten(t *testing.T) {
	l := ratelimit.New(1, 1)
	l.Allow(netip.MustParseAddr("198.51.100.1"))
	if allowed, _ := l.Allow(netip.MustParseAddr("::ffff:198.51.100.1")); allowed || l.Len() != 1 {
		t.Errorf("allowed %t, %d clients", allowed, l.Len())
	}
}

func TestLimitsThatMakeNoSenseAreMadeSense(t *testing.T) {
	for name, perSecond := range map[string]float64{"none": 0, "negative": -1, "no number": math.NaN(), "without end": math.Inf(1)} {
		l := ratelimit.New(perSecond, 1)
		if got := count(l, number(1), 1000); got != 1000 || l.Len() != 0 {
			t.Errorf("%s: %d allowed, %d clients", name, got, l.Len())
		}
	}
	if got := count(ratelimit.New(0.001, 0), number(1), 10); got != 1 {
		t.Errorf("without a burst: %d allowed", got)
	}
	l := ratelimit.New(math.SmallestNonzeroFloat64, 1)
	l.Allow(number(1))
	if allowed, wait := l.Allow(number(1)); allowed || wait != 24*time.Hour {
		t.Errorf("nearly never: allowed %t, after %s", allowed, wait)
	}
}

func TestNewLimitsHoldAtOnceForClientsThatAreKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := ratelimit.New(1, 5)
		count(l, number(1), 5)
		l.Set(100, 10)
		time.Sleep(50 * time.Millisecond)
		if got := count(l, number(1), 100); got != 5 {
			t.Errorf("%d after 50 ms at 100 a second", got)
		}
		time.Sleep(time.Second)
		if got := count(l, number(1), 100); got != 10 {
			t.Errorf("%d at once, want the new burst", got)
		}
		time.Sleep(time.Second)
		l.Set(100, 2)
		if got := count(l, number(1), 100); got != 2 {
			t.Errorf("%d at once, want the smaller burst", got)
		}
		l.Set(0, 0)
		if got := count(l, number(1), 1000); got != 1000 || l.Len() != 0 {
			t.Errorf("switched off: %d allowed, %d clients", got, l.Len())
		}
		l.Set(1, 3)
		if got := count(l, number(1), 100); got != 3 || l.Len() != 1 {
			t.Errorf("switched on: %d allowed, %d clients", got, l.Len())
		}
		// The timer of before and the one of now do not stand in each other's way.
		time.Sleep(3*time.Minute + time.Second)
		synctest.Wait()
		if l.Len() != 0 {
			t.Errorf("%d clients", l.Len())
		}
	})
}

func TestAClientUnseenForThreeMinutesIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := ratelimit.New(10, 20)
		for round := range uint32(2) {
			for n := range uint32(10_000) {
				l.Allow(number(n))
			}
			time.Sleep(2 * time.Minute)
			l.Allow(number(round))
			time.Sleep(time.Minute - time.Millisecond)
			synctest.Wait()
			if l.Len() != 10_000 {
				t.Errorf("%d clients before three minutes", l.Len())
			}
			time.Sleep(time.Second + time.Millisecond)
			synctest.Wait()
			if l.Len() != 1 {
				t.Errorf("%d clients after three minutes, want the one seen since", l.Len())
			}
			time.Sleep(2 * time.Minute)
			synctest.Wait()
			if l.Len() != 0 {
				t.Errorf("%d clients at the end", l.Len())
			}
		}
	})
}

const most = 65_536

func TestAtMost65536ClientsAreRememberedAndTheLongestUnseenGoFirst(t *testing.T) {
	l := ratelimit.New(0.001, 1)
	regular := number(math.MaxUint32)
	l.Allow(regular)
	before := heap()
	for n := range uint32(1_000_000) {
		l.Allow(number(n))
		if n%1000 == 0 {
			if allowed, _ := l.Allow(regular); allowed {
				t.Fatalf("the client that is seen all the time is forgotten after %d others", n)
			}
			if l.Len() > most {
				t.Fatalf("%d clients", l.Len())
			}
		}
	}
	bytes := heap() - before
	if l.Len() != most {
		t.Errorf("%d clients", l.Len())
	}
	if bytes > 20<<20 {
		t.Errorf("%d bytes for %d clients", bytes, l.Len())
	}
	t.Logf("%d clients in %.1f MiB, %d bytes each", l.Len(), float64(bytes)/(1<<20), bytes/int64(l.Len()))
	// The last ones are known, with room for shards of different size; the first ones are not.
	for n := uint32(1_000_000 - most*9/10); n < 1_000_000; n++ {
		if allowed, _ := l.Allow(number(n)); allowed {
			t.Fatalf("%d is forgotten", n)
		}
	}
	if allowed, _ := l.Allow(number(0)); !allowed {
		t.Error("the first one is remembered")
	}
	runtime.KeepAlive(l)
}

func heap() int64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

func TestEverythingMayHappenAtOnce(t *testing.T) {
	l := ratelimit.New(10, 20)
	var group sync.WaitGroup
	for worker := range uint32(8) {
		group.Go(func() {
			for n := range uint32(20_000) {
				l.Allow(number(n * (worker + 1)))
				switch {
				case n%5000 == 0:
					l.Set(float64(n%3), int(worker))
				case n%1000 == 0 && l.Len() > most:
					t.Errorf("%d clients", l.Len())
				}
			}
		})
	}
	group.Wait()
}

func BenchmarkAllow(b *testing.B) {
	for name, clients := range map[string]uint32{"1 client": 1, "1000 clients": 1000, "1000000 clients": 1_000_000} {
		b.Run(name, func(b *testing.B) {
			l := ratelimit.New(10, 20)
			var next atomic.Uint32
			b.ReportAllocs()
			b.RunParallel(func(loop *testing.PB) {
				for loop.Next() {
					l.Allow(number(next.Add(1) % clients))
				}
			})
			if l.Len() > most {
				b.Fatalf("%d clients", l.Len())
			}
		})
	}
}
