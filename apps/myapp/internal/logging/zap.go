package logging

import (
	"context"
	"io"
	"log/slog"
	"math"
	"slices"
	"sync"
	"time"

	"go.uber.org/zap/zapcore"
)

// zapHandler writes slog's records with zap's JSON encoder. It is our own instead of zapslog, since that one folds levels
// into four, writes empty groups, adds "errorVerbose", and writes what has a String method not as JSON, as slog does.
type zapHandler struct {
	out     io.Writer
	level   slog.Leveler
	source  bool
	encoder zapcore.Encoder
	// groups are opened with the first attribute inside them, since an empty group is not written.
	groups []string
}

func newZapHandler(out io.Writer, level slog.Leveler, source bool) *zapHandler {
	return &zapHandler{out: out, level: level, source: source, encoder: zapcore.NewJSONEncoder(zapcore.EncoderConfig{
		TimeKey:    slog.TimeKey,
		LevelKey:   slog.LevelKey,
		CallerKey:  slog.SourceKey,
		MessageKey: slog.MessageKey,
		// The number of the level is slog's, not zap's.
		EncodeLevel: func(level zapcore.Level, to zapcore.PrimitiveArrayEncoder) {
			to.AppendString(slog.Level(level).String())
		},
		EncodeTime:     zapcore.TimeEncoderOfLayout(time.RFC3339Nano),
		EncodeDuration: zapcore.NanosDurationEncoder,
		EncodeCaller: func(caller zapcore.EntryCaller, to zapcore.PrimitiveArrayEncoder) {
			to.AppendString(caller.File)
		},
		NewReflectedEncoder: newReflected,
	})}
}

// Enabled says whether a record of the level is written.
func (h *zapHandler) Enabled(_ context.Context, level slog.Level) bool {
	return level >= h.level.Level()
}

// Handle writes a record as one line.
func (h *zapHandler) Handle(_ context.Context, record slog.Record) error {
	entry := zapcore.Entry{
		Level:   zapcore.Level(min(max(record.Level, math.MinInt8), math.MaxInt8)),
		Time:    record.Time,
		Message: record.Message,
	}
	if h.source {
		found := placeOf(record.PC)
		entry.Caller = zapcore.EntryCaller{Defined: found != "", File: found}
	}
	l := lines.Get().(*line)
	l.record, l.groups = record, h.groups
	text, err := h.encoder.EncodeEntry(entry, l.field[:])
	l.record, l.groups = slog.Record{}, nil
	lines.Put(l)
	if err != nil {
		return err
	}
	_, err = h.out.Write(text.Bytes())
	text.Free()
	return err
}

// WithAttrs returns a handler that writes the attributes with every record. They are encoded here, once.
func (h *zapHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	if !anyWritten(attrs) {
		return h
	}
	next := *h
	next.encoder, next.groups = h.encoder.Clone(), nil
	open(next.encoder, h.groups)
	for _, attr := range attrs {
		add(next.encoder, attr)
	}
	return &next
}

// WithGroup returns a handler that writes all further attributes inside the group.
func (h *zapHandler) WithGroup(name string) slog.Handler {
	if name == "" {
		return h
	}
	next := *h
	next.groups = append(slices.Clip(h.groups), name)
	return &next
}

// line is what is encoded for one record. It is reused, and so costs no allocation.
type line struct {
	record slog.Record
	groups []string
	field  [1]zapcore.Field
}

var lines = sync.Pool{New: func() any {
	l := new(line)
	l.field[0] = zapcore.Field{Type: zapcore.InlineMarshalerType, Interface: l}
	return l
}}

// MarshalLogObject writes the attributes of the record.
func (l *line) MarshalLogObject(to zapcore.ObjectEncoder) error {
	groups := l.groups
	l.record.Attrs(func(attr slog.Attr) bool {
		if len(groups) > 0 && written(attr) {
			open(to, groups)
			groups = nil
		}
		add(to, attr)
		return true
	})
	return nil
}

func open(to zapcore.ObjectEncoder, groups []string) {
	for _, group := range groups {
		to.OpenNamespace(group)
	}
}
