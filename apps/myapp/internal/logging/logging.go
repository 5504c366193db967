// Package logging makes the one logger of the process.
package logging

import (
	"context"
	"io"
	"log/slog"
	"sync"

	"example.com/shop/myapp/internal/config"
)

var levels = map[string]slog.Level{
	"debug": slog.LevelDebug,
	"info":  slog.LevelInfo,
	"warn":  slog.LevelWarn,
	"error": slog.LevelError,
}

// Log is the logger of the process. What is derived from it by With and WithGroup shares its level and its buffer.
type Log struct {
	*slog.Logger
	level *slog.LevelVar
	out   *buffer
}

// New returns a logger that writes lines to w as the configuration says: JSON for machines, text for people. Lines wait
// at most 100 ms, errors not at all; Flush writes what is left when the process ends.
func New(w io.Writer, cfg config.Config) *Log {
	log := &Log{level: new(slog.LevelVar), out: &buffer{w: w}}
	log.SetLevel(cfg.LogLevel)
	log.Logger = slog.New(prompt{handler(log.out, cfg, log.level), log.out})
	return log
}

// handler returns the back end. Text is always slog's: it is for people, and so not for the high rates that zap is for.
func handler(out *buffer, cfg config.Config, level slog.Leveler) slog.Handler {
	options := &slog.HandlerOptions{Level: level, AddSource: cfg.LogSource}
	if cfg.LogSource {
		options.ReplaceAttr = shortSource
	}
	switch {
	case cfg.LogFormat == "text":
		return slog.NewTextHandler(out, options)
	case cfg.LogBackend == "zap":
		return newZapHandler(out, level, cfg.LogSource)
	case cfg.LogSource:
		plain := slog.NewJSONHandler(out, &slog.HandlerOptions{Level: level})
		return located{slog.NewJSONHandler(out, options), plain, new(sync.Map)}
	default:
		return slog.NewJSONHandler(out, options)
	}
}

// SetLevel sets the least level that is written from now on: debug, info, warn or error. Any other changes nothing.
func (l *Log) SetLevel(level string) {
	if known, ok := levels[level]; ok {
		l.level.Set(known)
	}
}

// Flush writes the lines that wait. It returns the first error of writing lines since the last Flush.
func (l *Log) Flush() error {
	return l.out.Flush()
}

// prompt writes errors at once, since they may be the last that the process has to say.
type prompt struct {
	slog.Handler
	out *buffer
}

func (p prompt) Handle(ctx context.Context, record slog.Record) error {
	err := p.Handler.Handle(ctx, record)
	if record.Level >= slog.LevelError {
		p.out.writeOut()
	}
	return err
}

func (p prompt) WithAttrs(attrs []slog.Attr) slog.Handler {
	return prompt{p.Handler.WithAttrs(attrs), p.out}
}

func (p prompt) WithGroup(name string) slog.Handler {
	return prompt{p.Handler.WithGroup(name), p.out}
}
