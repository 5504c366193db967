// Package logging makes the one logger of the process.
package logging

import (
	"io"
	"log/slog"

	"example.com/shop/myapp/internal/config"
)

var levels = map[string]slog.Level{
	"debug": slog.LevelDebug,
	"info":  slog.LevelInfo,
	"warn":  slog.LevelWarn,
	"error": slog.LevelError,
}

// New returns a logger that writes one JSON object a line, or text for people, as the configuration says.
func New(w io.Writer, cfg config.Config) *slog.Logger {
	options := &slog.HandlerOptions{Level: levels[cfg.LogLevel], AddSource: cfg.LogSource}
	if cfg.LogFormat == "text" {
		return slog.New(slog.NewTextHandler(w, options))
	}
	return slog.New(slog.NewJSONHandler(w, options))
}
