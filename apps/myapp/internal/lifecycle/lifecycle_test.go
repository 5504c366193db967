package lifecycle_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"example.com/shop/myapp/internal/lifecycle"
)

// recorded is a log whose lines hold their level, message, step and duration.
func recorded() (*slog.Logger, *bytes.Buffer) {
	lines := &bytes.Buffer{}
	return slog.New(slog.NewTextHandler(lines, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, attribute slog.Attr) slog.Attr {
			if attribute.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return attribute
		},
	})), lines
}

func takes(duration time.Duration) func(context.Context) error {
	return func(ctx context.Context) error {
		select {
		case <-time.After(duration):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func TestRunsEveryStepInOrderAndLogsWhatItTook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log, lines := recorded()
		err := lifecycle.End(log, 10*time.Second,
			lifecycle.Step{Name: "requests", Share: 70, Run: takes(2 * time.Second)},
			lifecycle.Step{Name: "database", Share: 30, Run: takes(time.Second)},
		)
		want := "level=INFO msg=ended step=requests took=2s\nlevel=INFO msg=ended step=database took=1s\n"
		if err != nil || lines.String() != want {
			t.Errorf("got %v and\n%s", err, lines)
		}
	})
}

func TestGivesEachStepUntilTheEndOfItsCumulatedShare(t *testing.T) {
	tests := map[string]struct {
		takes []time.Duration
		ends  []time.Duration
	}{
		"all stuck":                             {[]time.Duration{time.Hour, time.Hour, time.Hour}, []time.Duration{7 * time.Second, 9 * time.Second, 10 * time.Second}},
		"what the first leaves is the second's": {[]time.Duration{time.Second, time.Hour, 0}, []time.Duration{time.Second, 9 * time.Second, 9 * time.Second}},
		"what all leave is the last one's":      {[]time.Duration{0, 0, time.Hour}, []time.Duration{0, 0, 10 * time.Second}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				log, _ := recorded()
				start := time.Now()
				var ends []time.Duration
				var steps []lifecycle.Step
				for i, share := range []int{70, 20, 10} {
					steps = append(steps, lifecycle.Step{Name: fmt.Sprint(i), Share: share, Run: func(ctx context.Context) error {
						defer func() { ends = append(ends, time.Since(start)) }()
						return takes(test.takes[i])(ctx)
					}})
				}
				err := lifecycle.End(log, 10*time.Second, steps...)
				if !slices.Equal(ends, test.ends) {
					t.Errorf("the steps end at %v, want %v", ends, test.ends)
				}
				if !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("the error is %v", err)
				}
			})
		})
	}
}

func TestGoesOnAfterAFailureAPanicAndAStepThatNeverEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log, lines := recorded()
		stuck, release := errors.New("stuck"), make(chan struct{})
		start := time.Now()
		ended := false
		err := lifecycle.End(log, 10*time.Second,
			lifecycle.Step{Name: "fails", Share: 1, Run: func(context.Context) error { return stuck }},
			lifecycle.Step{Name: "panics", Share: 1, Run: func(context.Context) error { panic("no more") }},
			lifecycle.Step{Name: "never ends", Share: 2, Run: func(context.Context) error { <-release; return nil }},
			lifecycle.Step{Name: "ends", Share: 1, Run: func(context.Context) error { ended = true; return nil }},
		)
		close(release)
		if !ended || !errors.Is(err, stuck) {
			t.Errorf("ended: %v, error: %v", ended, err)
		}
		for _, told := range []string{"fails: stuck", "panics: it panicked: no more", "never ends: it did not end"} {
			if !strings.Contains(err.Error(), told) {
				t.Errorf("%q is not told in %v", told, err)
			}
		}
		if took := time.Since(start); took < 8*time.Second || took > 8500*time.Millisecond {
			t.Errorf("it took %v, want four fifths of the time and a little", took)
		}
		if got := regexp.MustCompile(`level=ERROR msg="ended badly"`).FindAllString(lines.String(), -1); len(got) != 3 {
			t.Errorf("got %d errors in the log:\n%s", len(got), lines)
		}
	})
}

func TestEndsAtOnceWithoutStepsOrWithoutTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log, _ := recorded()
		if err := lifecycle.End(log, time.Second); err != nil {
			t.Errorf("without steps: %v", err)
		}
		start := time.Now()
		err := lifecycle.End(log, 0, lifecycle.Step{Name: "requests", Share: 1, Run: takes(time.Hour)},
			lifecycle.Step{Name: "no share", Run: takes(0)})
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 0 {
			t.Errorf("without time: %v after %v", err, time.Since(start))
		}
	})
}
