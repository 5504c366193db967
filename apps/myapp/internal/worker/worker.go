// Package worker does one job again and again in the background.
package worker

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// Worker does its job again and again, never twice at once.
type Worker struct {
	name  string
	every time.Duration
	job   func(ctx context.Context) error

	ctx         context.Context
	cancel      context.CancelFunc
	start, stop sync.Once
	stopping    chan struct{}
	done        chan struct{}
}

// New returns a worker that waits the time of every before its first job and after each one; 0 switches it off.
func New(name string, every time.Duration, job func(ctx context.Context) error) *Worker {
	ctx, cancel := context.WithCancel(context.Background())
	return &Worker{
		name: name, every: every, job: job,
		ctx: ctx, cancel: cancel,
		stopping: make(chan struct{}), done: make(chan struct{}),
	}
}

// Start begins to work in the background. Only the first call does something.
func (w *Worker) Start() {
	w.start.Do(func() {
		if w.every <= 0 {
			close(w.done)
			return
		}
		go w.work()
	})
}

// Stop lets no new job begin and waits until the running one has ended. At the end of ctx it cancels the job's context
// and returns an error without waiting longer. It may be called before Start, which does nothing then, and again.
func (w *Worker) Stop(ctx context.Context) error {
	defer w.cancel()
	w.stop.Do(func() { close(w.stopping) })
	w.start.Do(func() { close(w.done) })
	select {
	case <-w.done:
		return nil
	default:
	}
	select {
	case <-w.done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("the worker %s was cut off in its job: %w", w.name, ctx.Err())
	}
}

func (w *Worker) work() {
	defer close(w.done)
	for w.waits() {
		if err := w.run(); err != nil {
			slog.WarnContext(w.ctx, "a job failed", "worker", w.name, "error", err)
		}
	}
}

// waits says whether a job shall follow.
func (w *Worker) waits() bool {
	timer := time.NewTimer(w.every)
	defer timer.Stop()
	select {
	case <-w.stopping:
		return false
	case <-timer.C:
	}
	// Where both were there, the first select took either.
	select {
	case <-w.stopping:
		return false
	default:
		return true
	}
}

func (w *Worker) run() error {
	defer func() {
		if cause := recover(); cause != nil {
			slog.ErrorContext(w.ctx, "a job panicked", "worker", w.name, "error", fmt.Sprint(cause), "stack", string(debug.Stack()))
		}
	}()
	return w.job(w.ctx)
}
