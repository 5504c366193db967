package logging

import (
	"io"
	"sync"
	"time"
)

const (
	bufferSize = 64 << 10
	longest    = 100 * time.Millisecond
)

// buffer gathers whole lines, so that many lines cost one write. A write that fails loses its lines and no others:
// unlike bufio.Writer, it tries again with the next ones.
type buffer struct {
	mu     sync.Mutex
	w      io.Writer
	lines  []byte
	timer  *time.Timer
	armed  bool
	failed error
}

// Write takes one whole line.
func (b *buffer) Write(line []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.lines == nil {
		b.lines = make([]byte, 0, bufferSize)
	}
	if len(b.lines)+len(line) > bufferSize {
		b.writeLocked()
	}
	if len(line) > bufferSize {
		b.send(line)
		return len(line), nil
	}
	b.lines = append(b.lines, line...)
	b.arm()
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
	defer b.mu.Unlock()
	b.armed = false
	b.writeLocked()
}

// Flush writes the lines that wait, and returns and forgets the first error since the last Flush.
func (b *buffer) Flush() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.writeLocked()
	err := b.failed
	b.failed = nil
	return err
}

func (b *buffer) writeOut() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.writeLocked()
}

func (b *buffer) writeLocked() {
	if len(b.lines) > 0 {
		b.send(b.lines)
		b.lines = b.lines[:0]
	}
}

func (b *buffer) send(lines []byte) {
	if _, err := b.w.Write(lines); err != nil && b.failed == nil {
		b.failed = err
	}
}
