package worker_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.com/shop/myapp/internal/worker"
)

func TestTheJobRunsAgainAndAgainAndNeverTwiceAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running, most, runs atomic.Int32
		began := time.Now()
		var starts []time.Duration
		w := worker.New("sweep", time.Minute, func(context.Context) error {
			starts = append(starts, time.Since(began))
			most.Store(max(most.Load(), running.Add(1)))
			// Longer than the worker waits.
			time.Sleep(90 * time.Second)
			running.Add(-1)
			runs.Add(1)
			return errors.New("not all was done")
		})
		w.Start()
		w.Start()
		time.Sleep(10 * time.Minute)
		if err := w.Stop(t.Context()); err != nil {
			t.Error(err)
		}
		if most.Load() != 1 || runs.Load() != 4 {
			t.Errorf("%d at once, %d runs", most.Load(), runs.Load())
		}
		for i, at := range starts {
			if want := time.Minute + time.Duration(i)*150*time.Second; at != want {
				t.Errorf("run %d began after %s, not %s", i, at, want)
			}
		}
	})
}

func TestStopWaitsForTheRunningJobAndLetsNoOtherBegin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var runs atomic.Int32
		w := worker.New("sweep", time.Second, func(ctx context.Context) error {
			time.Sleep(10 * time.Second)
			if ctx.Err() == nil {
				runs.Add(1)
			}
			return nil
		})
		w.Start()
		time.Sleep(2 * time.Second)
		began := time.Now()
		for range 2 {
			if err := w.Stop(t.Context()); err != nil {
				t.Error(err)
			}
		}
		if took := time.Since(began); took != 9*time.Second || runs.Load() != 1 {
			t.Errorf("it took %s, and %d jobs ended uncancelled", took, runs.Load())
		}
		time.Sleep(time.Minute)
		if runs.Load() != 1 {
			t.Error("a job began after the end")
		}
	})
}

func TestStopCancelsTheJobAtItsDeadlineAndSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cancelled := make(chan time.Time, 1)
		w := worker.New("sweep", time.Second, func(ctx context.Context) error {
			<-ctx.Done()
			cancelled <- time.Now()
			return ctx.Err()
		})
		w.Start()
		time.Sleep(2 * time.Second)
		began := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		err := w.Stop(ctx)
		if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "sweep") {
			t.Errorf("got %v", err)
		}
		if took := (<-cancelled).Sub(began); took != 3*time.Second {
			t.Errorf("cancelled after %s", took)
		}
		synctest.Wait()
		if err := w.Stop(t.Context()); err != nil {
			t.Errorf("after it has ended: %v", err)
		}
	})
}

func TestStopIsDoneAtOnceWhereNoJobRuns(t *testing.T) {
	over, cancel := context.WithCancel(t.Context())
	cancel()
	for name, test := range map[string]struct {
		every time.Duration
		start bool
	}{
		"was never started":    {time.Second, false},
		"waits":                {time.Hour, true},
		"is switched off":      {0, true},
		"is switched off by <": {-time.Second, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := worker.New("sweep", test.every, func(context.Context) error {
					t.Error("a job ran")
					return nil
				})
				ctx := t.Context()
				if test.start {
					w.Start()
				} else {
					ctx = over
				}
				synctest.Wait()
				began := time.Now()
				if err := w.Stop(ctx); err != nil || time.Since(began) != 0 {
					t.Errorf("got %v after %s", err, time.Since(began))
				}
				w.Start()
				time.Sleep(2 * time.Hour)
			})
		})
	}
}

func TestAPanickingJobIsLoggedAndTheNextOneRuns(t *testing.T) {
	var lines bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&lines, nil)))
	defer slog.SetDefault(before)
	synctest.Test(t, func(t *testing.T) {
		var runs atomic.Int32
		w := worker.New("sweep", time.Second, func(context.Context) error {
			if runs.Add(1) == 1 {
				panic("no such thing")
			}
			return nil
		})
		w.Start()
		time.Sleep(2500 * time.Millisecond)
		if err := w.Stop(t.Context()); err != nil || runs.Load() != 2 {
			t.Errorf("got %v after %d runs", err, runs.Load())
		}
	})
	text := lines.String()
	for _, part := range []string{"level=ERROR", "worker=sweep", "no such thing", "worker_test.go"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in %s", part, text)
		}
	}
}
