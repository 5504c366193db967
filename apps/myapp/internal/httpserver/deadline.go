package httpserver

import (
	"context"
	"sync/atomic"
	"time"
)

// deadline is a context with a deadline whose timer starts when somebody first waits for it: most requests are answered
// from memory, and a timer for each would cost five of the eleven allocations of a request.
type deadline struct {
	parent context.Context
	at     time.Time
	timer  atomic.Pointer[timer]
}

// timer is the context that deadline asks once it has been waited for.
type timer struct {
	context.Context
	cancel context.CancelFunc
}

// begin returns the context of a request that may work for so long; 0 sets no deadline.
func (d *deadline) begin(parent context.Context, began time.Time, timeout time.Duration) context.Context {
	if timeout <= 0 {
		return parent
	}
	d.parent, d.at = parent, began.Add(timeout)
	return d
}

func (d *deadline) start() *timer {
	if running := d.timer.Load(); running != nil {
		return running
	}
	ctx, cancel := context.WithDeadline(d.parent, d.at)
	if !d.timer.CompareAndSwap(nil, &timer{ctx, cancel}) {
		cancel()
	}
	return d.timer.Load()
}

// end stops the timer. Where there is none, the server ends the parent.
func (d *deadline) end() {
	if running := d.timer.Load(); running != nil {
		running.cancel()
	}
}

// Deadline is the earlier of its own and its parent's.
func (d *deadline) Deadline() (time.Time, bool) {
	if earlier, ok := d.parent.Deadline(); ok && earlier.Before(d.at) {
		return earlier, true
	}
	return d.at, true
}

// Done is closed at the deadline, at the end of the request, and when the client goes away.
func (d *deadline) Done() <-chan struct{} {
	return d.start().Done()
}

// Err is not nil once Done is closed.
func (d *deadline) Err() error {
	return d.start().Err()
}

// Value asks the timer once there is one: package context finds a parent of its own kind by it, and the cause of its end.
func (d *deadline) Value(key any) any {
	if running := d.timer.Load(); running != nil {
		return running.Value(key)
	}
	return d.parent.Value(key)
}
