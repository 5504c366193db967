package logging

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math"
	"reflect"
	"slices"

	"go.uber.org/zap/zapcore"
)

// written says whether slog writes an attribute: neither an empty one nor a group of nothing else.
func written(attr slog.Attr) bool {
	value := attr.Value.Resolve()
	if value.Kind() == slog.KindGroup {
		return anyWritten(value.Group())
	}
	return attr.Key != "" || !value.Equal(slog.Value{})
}

func anyWritten(attrs []slog.Attr) bool {
	return slices.ContainsFunc(attrs, written)
}

// add writes an attribute as slog's JSON handler does.
func add(to zapcore.ObjectEncoder, attr slog.Attr) {
	key, value := attr.Key, attr.Value.Resolve()
	switch value.Kind() {
	case slog.KindString:
		to.AddString(key, value.String())
	case slog.KindInt64:
		to.AddInt64(key, value.Int64())
	case slog.KindUint64:
		to.AddUint64(key, value.Uint64())
	case slog.KindBool:
		to.AddBool(key, value.Bool())
	case slog.KindDuration:
		to.AddDuration(key, value.Duration())
	case slog.KindTime:
		to.AddTime(key, value.Time())
	case slog.KindFloat64:
		if number := value.Float64(); !math.IsNaN(number) && !math.IsInf(number, 0) {
			to.AddFloat64(key, number)
			return
		}
		addAny(to, key, value.Any())
	case slog.KindGroup:
		addGroup(to, key, value.Group())
	default:
		if written(slog.Attr{Key: key, Value: value}) {
			addAny(to, key, value.Any())
		}
	}
}

// addGroup writes a group; one without a name is written into the object that it stands in.
func addGroup(to zapcore.ObjectEncoder, key string, attrs group) {
	switch {
	case !anyWritten(attrs):
	case key == "":
		_ = attrs.MarshalLogObject(to)
	default:
		_ = to.AddObject(key, attrs)
	}
}

type group []slog.Attr

// MarshalLogObject writes the attributes of the group; it returns no error.
func (g group) MarshalLogObject(to zapcore.ObjectEncoder) error {
	for _, attr := range g {
		add(to, attr)
	}
	return nil
}

// addAny writes an error as its text and anything else as its JSON.
func addAny(to zapcore.ObjectEncoder, key string, value any) {
	if err, isError := value.(error); isError {
		if _, hasJSON := value.(json.Marshaler); !hasJSON {
			to.AddString(key, textOf(err))
			return
		}
	}
	_ = to.AddReflected(key, value)
}

func textOf(err error) (text string) {
	defer func() {
		if cause := recover(); cause != nil {
			text = afterPanic(err, cause)
		}
	}()
	return err.Error()
}

// afterPanic is what slog writes for a value whose own method panics: a line about trouble must not be more trouble.
func afterPanic(value, cause any) string {
	if pointer := reflect.ValueOf(value); pointer.Kind() == reflect.Pointer && pointer.IsNil() {
		return "<nil>"
	}
	return fmt.Sprintf("!PANIC: %v", cause)
}

// reflected encodes any value as JSON, and one that has none as what is wrong with it.
type reflected struct {
	*json.Encoder
}

func newReflected(w io.Writer) zapcore.ReflectedEncoder {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return reflected{encoder}
}

// Encode writes the value and a newline; it fails only where writing does.
func (r reflected) Encode(value any) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = r.Encoder.Encode(afterPanic(value, cause))
		}
	}()
	if err := r.Encoder.Encode(value); err != nil {
		return r.Encoder.Encode("!ERROR:" + err.Error())
	}
	return nil
}
