package notes_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/shop/myapp/internal/notes"
)

// logged keeps what is logged until the end of the test.
func logged(t *testing.T) *safeBuffer {
	lines := &safeBuffer{}
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(lines, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(before) })
	return lines
}

type safeBuffer struct {
	mu    sync.Mutex
	lines bytes.Buffer
}

func (b *safeBuffer) Write(line []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.lines.Write(line)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.lines.String()
}

func TestAValueInTheCacheThatIsNotUnderstoodCountsAsNone(t *testing.T) {
	s := newService(t, time.Minute)
	other := s.create(`{"title":"another"}`)
	s.want(200, "GET", path(other), "", nil)
	elsewhere := s.redis.Get(t.Context(), key(other)).Val()
	for name, value := range map[string]string{
		"nothing": "", "no JSON": "{", "not UTF-8": "\xff", "another kind": "[]", "an empty object": "{}", "a number": "1e400",
		"another note": elsewhere, "another shape": `{"id":{},"title":[]}`,
	} {
		t.Run(name, func(t *testing.T) {
			note := s.create(`{"title":"a"}`)
			s.redis.Set(t.Context(), key(note), value, 0)
			for _, queries := range []int{1, 1} {
				before := s.count("notes_get")
				var read notes.Note
				s.want(200, "GET", path(note), "", &read)
				if read.ID != note.ID || read.Title != "a" {
					t.Errorf("got %+v", read)
				}
				if got := s.count("notes_get") - before; got > queries {
					t.Errorf("%d queries", got)
				}
			}
			if left := s.redis.PTTL(t.Context(), key(note)).Val(); left <= 0 {
				t.Errorf("it stays in the cache for %s", left)
			}
		})
	}
	t.Run("a list", func(t *testing.T) {
		note := s.create(`{"title":"a"}`)
		s.redis.RPush(t.Context(), key(note), "b")
		for range 3 {
			s.want(200, "GET", path(note), "", nil)
		}
		if got := s.redis.Type(t.Context(), key(note)).Val(); got != "string" {
			t.Errorf("it is a %s", got)
		}
	})
}

func TestACacheTimeOfZeroSwitchesTheCacheOff(t *testing.T) {
	s := newService(t, 0)
	note := s.create(`{"title":"a"}`)
	for range 2 {
		s.want(200, "GET", path(note), "", nil)
	}
	s.want(204, "DELETE", path(note), "", nil)
	if s.count("notes_get") != 2 || s.redis.Exists(t.Context(), key(note)).Val() != 0 {
		t.Error("the cache was used")
	}
}

func TestADeletedNoteIsNotPutBackByOneWhoHasReadItBefore(t *testing.T) {
	s := newService(t, time.Minute)
	for range 100 {
		note := s.create(`{"title":"a"}`)
		var readers sync.WaitGroup
		for range 4 {
			readers.Go(func() {
				if code := s.do("GET", path(note), "").Code; code != 200 && code != 404 {
					t.Errorf("got %d", code)
				}
			})
		}
		s.want(204, "DELETE", path(note), "", nil)
		readers.Wait()
		before := s.count("notes_get")
		s.want(404, "GET", path(note), "", nil)
		if s.count("notes_get") != before {
			t.Error("the cache did not know that it is deleted")
		}
		if left := s.redis.PTTL(t.Context(), key(note)).Val(); left <= 50*time.Second || left > time.Minute {
			t.Errorf("the cache knows that for %s", left)
		}
	}
}

func TestNotesGoOnWithoutTheCacheAndWithItWhenItIsBack(t *testing.T) {
	for name, outage := range map[string]struct{ begin, end func(*service) }{
		"it is cut":    {func(s *service) { s.cache.Cut() }, func(s *service) { s.cache.Return() }},
		"it is silent": {func(s *service) { s.cache.Freeze() }, func(s *service) { s.cache.Thaw() }},
	} {
		t.Run(name, func(t *testing.T) {
			lines := logged(t)
			s := newService(t, time.Minute)
			read, deleted := s.create(`{"title":"a"}`), s.create(`{"title":"b"}`)
			for _, note := range []notes.Note{read, deleted} {
				s.want(200, "GET", path(note), "", nil)
			}
			outage.begin(s)
			var slowest time.Duration
			var slow, requests int
			began := time.Now()
			for ; time.Since(began) < 3*time.Second; requests++ {
				start := time.Now()
				s.want(200, "GET", path(read), "", nil)
				took := time.Since(start)
				slowest = max(slowest, took)
				if took > 50*time.Millisecond {
					slow++
				}
				time.Sleep(2 * time.Millisecond)
			}
			if slowest > time.Second || slow > requests/10 {
				t.Errorf("of %d requests %d were slow, the slowest took %s", requests, slow, slowest)
			}
			t.Logf("of %d requests %d took more than 50 ms, the slowest took %s", requests, slow, slowest)
			s.want(204, "DELETE", path(deleted), "", nil)
			s.want(404, "GET", path(deleted), "", nil)
			if warnings := strings.Count(lines.String(), "level=WARN"); warnings != 1 {
				t.Errorf("%d warnings: %s", warnings, lines)
			}
			outage.end(s)
			back := time.Now()
			for {
				// What was deleted meanwhile is still in the cache, but never answered from there.
				s.want(404, "GET", path(deleted), "", nil)
				before := s.count("notes_get")
				s.want(200, "GET", path(read), "", nil)
				if s.count("notes_get") == before {
					break
				}
				if time.Since(back) > 5*time.Second {
					t.Fatal("the cache is not used again")
				}
				time.Sleep(10 * time.Millisecond)
			}
			t.Logf("the cache was used again after %s", time.Since(back))
			s.want(404, "GET", path(deleted), "", nil)
			if !strings.Contains(lines.String(), "the cache is back") {
				t.Errorf("got %s", lines)
			}
		})
	}
}
