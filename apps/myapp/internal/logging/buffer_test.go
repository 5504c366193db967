package logging_test

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/logging"
)

// output keeps each write, and fails while failing is set.
type output struct {
	mu      sync.Mutex
	writes  []string
	failing error
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.failing != nil {
		return 0, o.failing
	}
	o.writes = append(o.writes, string(p))
	return len(p), nil
}

func (o *output) all() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return strings.Join(o.writes, "")
}

func forEach(t *testing.T, test func(t *testing.T, log *logging.Log, out *output)) {
	for _, format := range []string{"json", "text"} {
		for _, backend := range backends {
			t.Run(backend+" "+format, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					out := new(output)
					test(t, logging.New(out, config.Config{LogFormat: format, LogBackend: backend, LogSource: true}), out)
				})
			})
		}
	}
}

func TestALineAppearsWithin100Milliseconds(t *testing.T) {
	forEach(t, func(t *testing.T, log *logging.Log, out *output) {
		// The second round shows that the timer runs again.
		for _, message := range []string{"first", "second"} {
			log.Info(message)
			time.Sleep(50 * time.Millisecond)
			log.Info("later")
			if strings.Contains(out.all(), message) {
				t.Errorf("%s was not buffered", message)
			}
			time.Sleep(50 * time.Millisecond)
			synctest.Wait()
			if !strings.Contains(out.all(), message) {
				t.Errorf("%s did not appear", message)
			}
			time.Sleep(time.Hour)
		}
		if len(out.writes) != 2 {
			t.Errorf("%d writes for two times two lines", len(out.writes))
		}
	})
}

func TestFlushWritesAtOnce(t *testing.T) {
	forEach(t, func(t *testing.T, log *logging.Log, out *output) {
		log.Info("waits")
		if err := log.Flush(); err != nil || !strings.Contains(out.all(), "waits") {
			t.Errorf("got %q and %v", out.all(), err)
		}
	})
}

func TestAnErrorIsWrittenAtOnceWithAllBeforeIt(t *testing.T) {
	forEach(t, func(t *testing.T, log *logging.Log, out *output) {
		log.Info("before")
		log.With("a", 1).WithGroup("g").Error("lost")
		if got := out.all(); !strings.Contains(got, "before") || !strings.Contains(got, "lost") {
			t.Errorf("got %q", got)
		}
	})
}

func TestAFailedWriteIsToldAndTheNextLinesAreWritten(t *testing.T) {
	forEach(t, func(t *testing.T, log *logging.Log, out *output) {
		full := errors.New("disk full")
		out.failing = full
		log.Error("lost")
		out.failing = nil
		log.Info("written")
		if err := log.Flush(); !errors.Is(err, full) {
			t.Errorf("the error is %v", err)
		}
		if err := log.Flush(); err != nil {
			t.Errorf("the error is told twice: %v", err)
		}
		if got := out.all(); strings.Contains(got, "lost") || !strings.Contains(got, "written") {
			t.Errorf("got %q", got)
		}
	})
}

func TestLinesAreWholeWhateverIsLoggedAtOnce(t *testing.T) {
	const writers, each = 8, 500
	forEach(t, func(t *testing.T, log *logging.Log, out *output) {
		var group sync.WaitGroup
		for writer := range writers {
			group.Go(func() {
				own := log.With("writer", writer)
				for i := range each {
					// Now and then one that does not fit into the buffer.
					text := strings.Repeat("x", i)
					if i == each/2 {
						text = strings.Repeat("x", 100<<10)
					}
					own.Info("heard", "text", text, "end", "END")
				}
			})
		}
		group.Wait()
		if err := log.Flush(); err != nil {
			t.Fatal(err)
		}
		for _, write := range out.writes {
			if !strings.HasSuffix(write, "\n") {
				t.Fatalf("a write ends within a line: …%q", write[max(0, len(write)-40):])
			}
		}
		count := 0
		for line := range strings.Lines(out.all()) {
			count++
			if !strings.HasSuffix(line, "end=END\n") && !strings.HasSuffix(line, `"end":"END"}`+"\n") || strings.Count(line, "END") != 1 {
				t.Fatalf("not a whole line: %.200q", line)
			}
		}
		if count != writers*each {
			t.Errorf("%d lines", count)
		}
	})
}

// pipe is an output that takes nothing until it is read.
type pipe struct {
	output
	read chan struct{}
}

func (p *pipe) Write(lines []byte) (int, error) {
	<-p.read
	return p.output.Write(lines)
}

// It has no bubble of time: who waits for a lock there is not taken for idle.
func TestNobodyWaitsForASlowReaderUntilAMegabyteWaits(t *testing.T) {
	out := &pipe{read: make(chan struct{})}
	log := logging.New(out, config.Config{LogFormat: "json"})
	text := strings.Repeat("x", 1000)
	var logged atomic.Int64
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 5000 {
			log.Info(text)
			logged.Add(1)
		}
	}()
	// One that waits for the reader logs no more, however long it may be.
	for before := int64(-1); before != logged.Load(); time.Sleep(200 * time.Millisecond) {
		before = logged.Load()
	}
	// One megabyte waits, and as much again may be on its way.
	if taken := logged.Load(); taken < 900 || taken > 2000 {
		t.Errorf("%d lines of 1 kB were taken while nothing was read", taken)
	}
	close(out.read)
	<-done
	if err := log.Flush(); err != nil || strings.Count(out.all(), text) != 5000 {
		t.Errorf("%d lines were written, %v", strings.Count(out.all(), text), err)
	}
}
