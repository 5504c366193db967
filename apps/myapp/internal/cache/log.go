package cache

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// quiet is how long the client of Redis does not repeat itself: it would write a line for each attempt to connect.
const quiet = 30 * time.Second

// LogTo makes the client of Redis, which has a log of its own, write to the logger.
func LogTo(log *slog.Logger) {
	redis.SetLogger(&clientLog{log: log, said: map[string]time.Time{}})
}

type clientLog struct {
	log  *slog.Logger
	mu   sync.Mutex
	said map[string]time.Time
}

func (l *clientLog) Printf(ctx context.Context, format string, values ...any) {
	if l.news(format) {
		l.log.WarnContext(ctx, fmt.Sprintf(format, values...), "client", "redis")
	}
}

// news says whether there was no line of this format lately; the formats are those in the source of the client.
func (l *clientLog) news(format string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if last, known := l.said[format]; known && now.Sub(last) < quiet {
		return false
	}
	l.said[format] = now
	return true
}
