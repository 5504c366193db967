// Package lifecycle ends what a process has begun, in order and in time.
package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// grace is how long a step that has used its time may take to say so, before it is left alone.
const grace = 100 * time.Millisecond

// Step ends one part of the process.
type Step struct {
	Name string
	// Share is the part of the time that the step may take, in proportion to the shares of all steps.
	Share int
	// Run ends the part, and cuts off what is left of it when ctx ends.
	Run func(ctx context.Context) error
}

// End runs all steps, one after the other. Each may run until the end of its own and all earlier shares of timeout, so
// that time which one leaves is the next one's. A step that fails, panics or does not end does not keep the others from
// theirs; all errors are returned.
func End(log *slog.Logger, timeout time.Duration, steps ...Step) error {
	start := time.Now()
	all, used := 0, 0
	for _, step := range steps {
		all += step.Share
	}
	var failed []error
	for _, step := range steps {
		used += step.Share
		// Seconds as fractions, since a product of nanoseconds and shares may overflow.
		share := time.Duration(float64(timeout) * float64(used) / float64(max(all, 1)))
		began := time.Now()
		err := runUntil(start.Add(share), step)
		took := slog.String("took", time.Since(began).Round(time.Microsecond).String())
		if err != nil {
			log.Error("ended badly", "step", step.Name, took, "error", err)
			failed = append(failed, fmt.Errorf("%s: %w", step.Name, err))
			continue
		}
		log.Info("ended", "step", step.Name, took)
	}
	return errors.Join(failed...)
}

func runUntil(deadline time.Time, step Step) error {
	ctx, cancel := context.WithDeadline(context.Background(), deadline)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		defer func() {
			if reason := recover(); reason != nil {
				done <- fmt.Errorf("it panicked: %v", reason)
			}
		}()
		done <- step.Run(ctx)
	}()
	timer := time.NewTimer(time.Until(deadline) + grace)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		return errors.New("it did not end in its time, and is left alone")
	}
}
