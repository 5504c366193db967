package logging_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"testing"

	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/logging"
)

// One line as the access log writes it.
func BenchmarkRequest(b *testing.B) {
	for _, source := range []bool{false, true} {
		for _, backend := range backends {
			b.Run(fmt.Sprintf("%s/source=%t", backend, source), func(b *testing.B) {
				log := logging.New(io.Discard, config.Config{LogFormat: "json", LogSource: source, LogBackend: backend})
				b.ReportAllocs()
				b.RunParallel(func(loop *testing.PB) {
					for loop.Next() {
						log.LogAttrs(context.Background(), slog.LevelInfo, "request",
							slog.String("request_id", "Q3J7WZ5KXQ2V4M6N8P0RSTUVWX"),
							slog.String("method", "GET"),
							slog.String("path", "/notes/0198c5a0-7d5e-7c3e-9a51-2f6d0a8b9c11"),
							slog.String("route", "/notes/{id}"),
							slog.Int("status", 200),
							slog.Float64("duration_ms", 1.234),
							slog.String("remote", "192.0.2.17"),
							slog.Int64("bytes", 512))
					}
				})
			})
		}
	}
}
