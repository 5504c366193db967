package logging

import (
	"io"
	"sync"
	"time"
)

const (
	// enough is how many bytes are written without waiting for more.
	enough = 32 << 10
	// most is how many bytes may wait for a write that goes on; then whoever logs waits, too.
	most    = 1 << 20
	longest = 100 * time.Millisecond
)

// buffer gathers whole lines, so that many lines cost one write. It takes lines while it writes: whoever reads the log may
// be slow for a moment, and no request waits for that. A write that fails loses its lines and no others: unlike
// bufio.Writer, it tries again with the next ones.
type buffer struct {
	w io.Writer

	mu    sync.Mutex
	lines []byte
	timer *time.Timer
	armed bool
	// leaving is set while a goroutine is on its way to write the lines
	leaving bool
	failed  error

	// turn lets one write follow the other. It is taken before mu, and guards spare, where the next lines are gathered.
	turn  sync.Mutex
	spare []byte
}

// Write takes one whole line.
func (b *buffer) Write(line []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.lines) > 0 && len(b.lines)+len(line) > most {
		b.mu.Unlock()
		b.writeOut()
		b.mu.Lock()
	}
	b.lines = append(b.lines, line...)
	b.arm()
	if len(b.lines) >= enough && !b.leaving {
		b.leaving = true
		go b.writeOut()
	}
	return len(line), nil
}

// arm lets the timer run only while lines wait, so that an idle process sleeps.
func (b *buffer) arm() {
	switch {
	case b.armed:
		return
	case b.timer == nil:
		b.timer = time.AfterFunc(longest, b.due)
	default:
		b.timer.Reset(longest)
	}
	b.armed = true
}

func (b *buffer) due() {
	b.mu.Lock()
	b.armed = false
	b.mu.Unlock()
	b.writeOut()
}

// Flush writes what waits, and returns the first error of any write since the last Flush.
func (b *buffer) Flush() error {
	b.writeOut()
	b.mu.Lock()
	defer b.mu.Unlock()
	err := b.failed
	b.failed = nil
	return err
}

// writeOut writes what waits; once it returns, all that was logged before is written.
func (b *buffer) writeOut() {
	b.turn.Lock()
	defer b.turn.Unlock()
	lines := b.take()
	if len(lines) > 0 {
		b.send(lines)
	}
	if cap(lines) <= 2*most {
		b.spare = lines[:0]
	}
}

func (b *buffer) take() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	lines := b.lines
	b.lines, b.spare = b.spare, nil
	b.leaving = false
	return lines
}

func (b *buffer) send(lines []byte) {
	if _, err := b.w.Write(lines); err != nil {
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.failed == nil {
			b.failed = err
		}
	}
}
