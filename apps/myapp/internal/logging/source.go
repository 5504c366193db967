package logging

import (
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
