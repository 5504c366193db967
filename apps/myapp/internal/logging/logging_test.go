package logging_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/netip"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"testing/slogtest"
	"testing/synctest"
	"time"

	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/logging"
)

var backends = []string{"slog", "zap"}

// written returns what the back end writes for the calls.
func written(t *testing.T, cfg config.Config, calls func(log *logging.Log)) string {
	t.Helper()
	var out bytes.Buffer
	log := logging.New(&out, cfg)
	calls(log)
	if err := log.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// objects returns the lines as JSON objects. Numbers stay float64, since 1e+21 is what slog writes and zap spells it out.
func objects(t *testing.T, text string) []map[string]any {
	t.Helper()
	var all []map[string]any
	for line := range strings.Lines(text) {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			t.Fatalf("%q is not a line of JSON: %v", line, err)
		}
		all = append(all, object)
	}
	return all
}

type stringer struct{ Number int }

func (stringer) String() string { return "what String says" }

type panicking struct{ Number int }

func (panicking) MarshalJSON() ([]byte, error) { panic("no JSON") }
func (panicking) MarshalText() ([]byte, error) { panic("no text") }

type pointerError struct{ text string }

func (e *pointerError) Error() string { return e.text }

type formatted struct{}

func (formatted) Error() string { return "short" }

func (formatted) Format(state fmt.State, _ rune) { _, _ = state.Write([]byte("long")) }

type valuer func() slog.Value

func (v valuer) LogValue() slog.Value { return v() }

func secretConfig(t *testing.T) config.Config {
	t.Helper()
	cfg, err := config.Load(func(name string) (string, bool) {
		value, ok := map[string]string{"DB_USER": "shop", "DB_NAME": "shop", "DB_PASSWORD": "pr1vate"}[name]
		return value, ok
	})
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

// Each case is compared between the back ends; want, if any, stands in both.
func calls(t *testing.T) map[string]struct {
	log  func(log *logging.Log)
	want map[string]any
} {
	cfg := secretConfig(t)
	channel := make(chan int)
	moment := time.Date(2026, 2, 3, 4, 5, 6, 789012345, time.FixedZone("there", 5400))
	return map[string]struct {
		log  func(log *logging.Log)
		want map[string]any
	}{
		"plain values": {
			func(log *logging.Log) {
				log.Info("heard", "text", "a\"b\\c\n<>&\u2028é\xff", "int", -5, "uint", uint64(math.MaxUint64), "bool", true, "float", 1.5)
			},
			map[string]any{"level": "INFO", "msg": "heard", "text": "a\"b\\c\n<>&\u2028é\ufffd", "int": -5.0, "bool": true, "float": 1.5},
		},
		"numbers that JSON spells differently or not at all": {
			func(log *logging.Log) {
				log.Info("", "large", 1e21, "small", 1e-9, "nan", math.NaN(), "infinite", math.Inf(-1), "complex", 1i)
			},
			map[string]any{"large": 1e21, "small": 1e-9},
		},
		"every level, and those between": {
			func(log *logging.Log) {
				for level := slog.LevelDebug; level <= slog.LevelError+1; level++ {
					log.Log(context.Background(), level, "heard")
				}
			}, nil,
		},
		"an error is its text": {
			func(log *logging.Log) {
				log.Error("lost", "error", fmt.Errorf("outer: %w", errors.New("inner")))
			},
			map[string]any{"error": "outer: inner", "level": "ERROR"},
		},
		"errors of several lines, of many parts and none at all": {
			func(log *logging.Log) {
				log.Warn("", "joined", errors.Join(errors.New("a"), errors.New("b")), "nil", error(nil),
					"pointer", (*pointerError)(nil), "problems", config.Problems{{Name: "A", Reason: "b"}})
			},
			map[string]any{"joined": "a\nb", "nil": nil, "pointer": "<nil>"},
		},
		"durations and times": {
			func(log *logging.Log) {
				log.Info("", "took", 1500*time.Millisecond, "at", moment, "pointer", &moment, "list", []time.Duration{1, 2})
			},
			map[string]any{"took": 1.5e9, "at": "2026-02-03T04:05:06.789012345+01:30"},
		},
		"a secret stays hidden, alone, in a group and inside the whole configuration": {
			func(log *logging.Log) {
				log.With("with", cfg.DBPassword).Info("", "secret", cfg.DBPassword, "config", cfg, "pointer", &cfg,
					slog.Group("group", "secret", cfg.DBPassword), "list", []any{cfg.DBPassword})
			},
			map[string]any{"secret": "(hidden)", "with": "(hidden)", "group": map[string]any{"secret": "(hidden)"}},
		},
		"what gives its own value": {
			func(log *logging.Log) {
				log.Info("", "value", valuer(func() slog.Value { return slog.GroupValue(slog.Int("a", 1)) }),
					"nothing", valuer(func() slog.Value { return slog.GroupValue() }),
					"nested", valuer(func() slog.Value { return slog.AnyValue(valuer(func() slog.Value { return slog.IntValue(2) })) }),
				)
			},
			map[string]any{"value": map[string]any{"a": 1.0}, "nested": 2.0},
		},
		"any other value is its JSON": {
			func(log *logging.Log) {
				log.Info("", "struct", stringer{3}, "map", map[string]int{"<b>": 1}, "slice", []string{"a"}, "bytes", []byte("abc"),
					"addr", netip.MustParseAddr("::1"), "url", url.URL{Host: "h"}, "nil", nil, "raw", json.RawMessage(`{"a": 1}`))
			},
			map[string]any{"struct": map[string]any{"Number": 3.0}, "bytes": "YWJj", "addr": "::1", "nil": nil},
		},
		"what has no JSON, or panics, does not end the process": {
			func(log *logging.Log) {
				log.Info("", "channel", channel, "panics", panicking{1}, "nil", (*panicking)(nil), "after", 1)
			},
			map[string]any{"after": 1.0, "panics": "!PANIC: no JSON"},
		},
		"groups, with and without attributes": {
			func(log *logging.Log) {
				log.With("a", 1).WithGroup("g").With("b", 2).WithGroup("h").With("c", 3).Info("", "d", 4)
				log.WithGroup("g").WithGroup("h").Info("empty")
				log.WithGroup("g").With().With("b", 2).Info("only With")
				log.WithGroup("").With(slog.Attr{}).Info("", slog.Attr{}, slog.Group("empty"), slog.Group("", slog.Int("inline", 1)))
				log.WithGroup("g").Info("", slog.Group("h", slog.Group("i")), slog.Group("j", slog.Attr{}))
			},
			map[string]any{"a": 1.0, "g": map[string]any{"b": 2.0, "h": map[string]any{"c": 3.0, "d": 4.0}}},
		},
		"loggers from one parent know nothing of each other": {
			func(log *logging.Log) {
				parent := log.WithGroup("a").WithGroup("b")
				one, other := parent.WithGroup("one").With("x", 1), parent.WithGroup("other").With("x", 2)
				one.Info("")
				other.Info("")
				parent.Info("", "x", 3)
			}, nil,
		},
		"a key without a value": {
			func(log *logging.Log) { log.Info("", []any{"lost"}...) }, map[string]any{"!BADKEY": "lost"},
		},
		"an empty key": {
			func(log *logging.Log) { log.Info("", "", 1) }, map[string]any{"": 1.0},
		},
	}
}

func TestBothBackEndsWriteTheSameJSON(t *testing.T) {
	for name, c := range calls(t) {
		for _, source := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, source %t", name, source), func(t *testing.T) {
				// The clock stands still in here.
				synctest.Test(t, func(t *testing.T) {
					var lines [2][]map[string]any
					for i, backend := range backends {
						cfg := config.Config{LogLevel: "debug", LogFormat: "json", LogSource: source, LogBackend: backend}
						text := written(t, cfg, c.log)
						if strings.Contains(text, "pr1vate") {
							t.Errorf("%s tells the secret: %s", backend, text)
						}
						lines[i] = objects(t, text)
						for key, want := range c.want {
							if got, ok := lines[i][0][key]; !ok || !reflect.DeepEqual(got, want) {
								t.Errorf("%s writes %s as %v instead of %v", backend, key, got, want)
							}
						}
						if _, ok := lines[i][0]["source"]; ok != source {
							t.Errorf("%s writes the source: %t", backend, ok)
						}
					}
					if !reflect.DeepEqual(lines[0], lines[1]) {
						t.Errorf("slog writes\n%v\nand zap\n%v", lines[0], lines[1])
					}
				})
			})
		}
	}
}

func TestBothBackEndsWriteTheSameText(t *testing.T) {
	for name, c := range calls(t) {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cfg := config.Config{LogLevel: "debug", LogFormat: "text", LogSource: true, LogBackend: "slog"}
				slogs := written(t, cfg, c.log)
				cfg.LogBackend = "zap"
				if zaps := written(t, cfg, c.log); zaps != slogs {
					t.Errorf("slog writes\n%s\nand zap\n%s", slogs, zaps)
				}
				if strings.Contains(slogs, "pr1vate") {
					t.Errorf("it tells the secret: %s", slogs)
				}
			})
		})
	}
}

func TestTextIsForPeople(t *testing.T) {
	got := written(t, config.Config{LogLevel: "debug", LogFormat: "text", LogSource: true}, func(log *logging.Log) {
		log.Debug("heard", "port", 8080, "took", 1500*time.Millisecond, "error", errors.New("no luck"))
	})
	if want := ` msg=heard port=8080 took=1.5s error="no luck"` + "\n"; !strings.HasSuffix(got, want) {
		t.Errorf("got %q, want … %q", got, want)
	}
	if !strings.Contains(got, "level=DEBUG source=logging/logging_test.go:") {
		t.Errorf("got %q", got)
	}
}

func TestTheSourceIsThePlaceOfTheCall(t *testing.T) {
	for _, backend := range backends {
		cfg := config.Config{LogFormat: "json", LogSource: true, LogBackend: backend}
		lines := objects(t, written(t, cfg, func(log *logging.Log) {
			log.Info("")
			log.With("a", 1).WithGroup("g").Info("", "b", 2)
			// A record that was made without a place has none.
			_ = log.Handler().Handle(context.Background(), slog.Record{Message: "made"})
		}))
		for _, line := range lines[:2] {
			source, _ := line["source"].(string)
			if file, number, found := strings.Cut(source, ":"); !found || file != "logging/logging_test.go" || number == "" {
				t.Errorf("%s: the source is %q", backend, source)
			}
		}
		if source, ok := lines[2]["source"]; ok {
			t.Errorf("%s: the source is %q", backend, source)
		}
	}
}

func TestTheLevelChangesWhileItRuns(t *testing.T) {
	for _, backend := range backends {
		for _, format := range []string{"json", "text"} {
			cfg := config.Config{LogLevel: "warn", LogFormat: format, LogBackend: backend}
			got := written(t, cfg, func(log *logging.Log) {
				derived := log.With("a", 1).WithGroup("g")
				derived.Info("unheard")
				log.SetLevel("debug")
				derived.Debug("first")
				log.SetLevel("loud")
				derived.Debug("second")
				log.SetLevel("error")
				derived.Warn("unheard")
				derived.Error("third")
			})
			if strings.Count(got, "\n") != 3 || strings.Contains(got, "unheard") {
				t.Errorf("%s, %s: got %q", backend, format, got)
			}
		}
	}
}

func TestBothBackEndsKeepTheRulesOfSlog(t *testing.T) {
	for _, backend := range backends {
		t.Run(backend, func(t *testing.T) {
			var out bytes.Buffer
			log := logging.New(&out, config.Config{LogFormat: "json", LogBackend: backend})
			results := func() []map[string]any {
				if err := log.Flush(); err != nil {
					t.Fatal(err)
				}
				return objects(t, out.String())
			}
			if err := slogtest.TestHandler(log.Handler(), results); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAnErrorWithADetailedFormIsItsShortTextInJSON(t *testing.T) {
	for _, backend := range backends {
		lines := objects(t, written(t, config.Config{LogBackend: backend}, func(log *logging.Log) {
			log.Info("", "error", formatted{})
		}))
		if lines[0]["error"] != "short" || len(lines[0]) != 4 {
			t.Errorf("%s: got %v", backend, lines[0])
		}
	}
}

func TestTheLoggerTravelsInTheContext(t *testing.T) {
	if got := logging.From(context.Background()); got != slog.Default() {
		t.Errorf("got %v, want the default one", got)
	}
	log := slog.New(slog.DiscardHandler)
	if got := logging.From(logging.Into(context.Background(), log)); got != log {
		t.Errorf("got %v", got)
	}
}

func FuzzBothBackEndsWriteTheSame(f *testing.F) {
	f.Add("heard", "key", "text", 1.5, int64(-1))
	f.Add("a\nb\"\\\x00\x1b", "\u2028<&>", "\xff\xed\xa0\x80é", 1e21, int64(math.MinInt64))
	f.Add("", "", "", math.Inf(1), int64(0))
	f.Fuzz(func(t *testing.T, message, key, text string, number float64, integer int64) {
		var lines [2][]map[string]any
		for i, backend := range backends {
			lines[i] = objects(t, written(t, config.Config{LogBackend: backend}, func(log *logging.Log) {
				log.With(key, integer).WithGroup(key).Info(message, key, text, "number", number, "struct", struct{ A, B any }{key, integer},
					"error", errors.New(text), slog.Group(text, key, integer, "at", time.Unix(integer%1e10, integer)))
			}))
			for _, line := range lines[i] {
				delete(line, "time")
			}
		}
		if len(lines[0]) != 1 || !reflect.DeepEqual(lines[0], lines[1]) {
			t.Fatalf("slog writes\n%v\nand zap\n%v", lines[0], lines[1])
		}
	})
}
