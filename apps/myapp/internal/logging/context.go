package logging

import (
	"context"
	"log/slog"
)

type contextKey struct{}

// Into returns a context in which log travels.
func Into(ctx context.Context, log *slog.Logger) context.Context {
	return context.WithValue(ctx, contextKey{}, log)
}

// From returns the logger that travels in ctx, or else the default one.
func From(ctx context.Context) *slog.Logger {
	if log, ok := ctx.Value(contextKey{}).(*slog.Logger); ok {
		return log
	}
	return slog.Default()
}
