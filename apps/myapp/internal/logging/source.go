package logging

import (
	"context"
	"log/slog"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

// shortSource writes slog's source as "folder/file.go:12".
func shortSource(_ []string, attr slog.Attr) slog.Attr {
	if attr.Key != slog.SourceKey {
		return attr
	}
	source, ok := attr.Value.Any().(*slog.Source)
	switch {
	case !ok:
		return attr
	case source.File == "":
		return slog.Attr{}
	default:
		return slog.String(slog.SourceKey, place(source.File, source.Line))
	}
}

func place(file string, line int) string {
	folder := strings.LastIndexByte(file, '/')
	if folder > 0 {
		folder = strings.LastIndexByte(file[:folder], '/')
	}
	return file[folder+1:] + ":" + strconv.Itoa(line)
}

// places holds the place of every call that has logged: as many as there are in the program.
var places sync.Map

// placeOf returns the place of a program counter, or nothing where it is not known.
func placeOf(pc uintptr) string {
	if pc == 0 {
		return ""
	}
	if known, ok := places.Load(pc); ok {
		return known.(string)
	}
	frame, _ := runtime.CallersFrames([]uintptr{pc}).Next()
	if frame.File == "" {
		return ""
	}
	found := place(frame.File, frame.Line)
	places.Store(pc, found)
	return found
}

// located is slog's JSON handler with the place of each call written once and not anew for every line, which costs a third
// of a line. Loggers that are derived from it leave that to slog: each of them would have to write every place again.
type located struct {
	slog.Handler
	plain slog.Handler
	// at has, by the address of a call, the plain handler with its place.
	at *sync.Map
}

// Handle writes a record as one line.
func (l located) Handle(ctx context.Context, record slog.Record) error {
	known, ok := l.at.Load(record.PC)
	if !ok {
		known = l.plain
		if found := placeOf(record.PC); found != "" {
			known = l.plain.WithAttrs([]slog.Attr{slog.String(slog.SourceKey, found)})
		}
		l.at.Store(record.PC, known)
	}
	return known.(slog.Handler).Handle(ctx, record)
}
