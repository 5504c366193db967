package httpserver

import (
	"context"
	"log/slog"
	"net/http"
	"time"
	"unicode/utf8"

	"example.com/shop/myapp/internal/metrics"
)

const (
	longestPath   = 256
	longestMethod = 32
)

// logAccess writes the one line that every request has. The query is left out, since people put secrets there.
func (s *Server) logAccess(x *exchange, r *http.Request, pattern string, took time.Duration) {
	level := accessLevel(x.status, x.probe)
	ctx := r.Context()
	if !s.Log.Enabled(ctx, level) {
		return
	}
	s.Log.LogAttrs(ctx, level, "request",
		slog.String("request_id", x.id[0]),
		slog.String("method", bounded(r.Method, longestMethod)),
		slog.String("path", bounded(r.URL.Path, longestPath)),
		slog.String("route", metrics.Route(pattern)),
		slog.Int("status", x.status),
		slog.Float64("duration_ms", float64(took.Microseconds())/1000),
		slog.String("remote", x.client.String()),
		slog.Int64("bytes", x.sent(r.Method)),
	)
}

// accessLevel is how much a person must look at a request.
func accessLevel(status int, probe bool) slog.Level {
	switch {
	case status == http.StatusServiceUnavailable:
		return slog.LevelWarn
	case status >= 500:
		return slog.LevelError
	case probe:
		return slog.LevelDebug
	}
	return slog.LevelInfo
}

// bounded is the beginning of a text, at most so many bytes, with no character torn apart.
func bounded(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}

// identified adds the id of a request to each line. It adds it line by line, since most requests log nothing but their
// access, and a handler that holds an attribute is costly to make.
type identified struct {
	slog.Handler
	id string
}

func (h *identified) attribute() slog.Attr {
	return slog.String("request_id", h.id)
}

func (h *identified) Handle(ctx context.Context, record slog.Record) error {
	own := slog.NewRecord(record.Time, record.Level, record.Message, record.PC)
	own.AddAttrs(h.attribute())
	record.Attrs(func(a slog.Attr) bool {
		own.AddAttrs(a)
		return true
	})
	return h.Handler.Handle(ctx, own)
}

func (h *identified) WithAttrs(attrs []slog.Attr) slog.Handler {
	return h.Handler.WithAttrs(append([]slog.Attr{h.attribute()}, attrs...))
}

func (h *identified) WithGroup(name string) slog.Handler {
	return h.Handler.WithAttrs([]slog.Attr{h.attribute()}).WithGroup(name)
}
