package httpserver_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

type key struct{}

// inRequest runs the test as the handler of a request that may work for 8 s.
func inRequest(t *testing.T, parent context.Context, run func(t *testing.T, ctx context.Context)) {
	t.Helper()
	f := newServer(limits(), handle("/", func(_ http.ResponseWriter, r *http.Request) { run(t, r.Context()) }))
	f.ask("GET", "/", func(r *http.Request) { *r = *r.WithContext(parent) })
}

func TestARequestMayWorkUntilItsDeadline(t *testing.T) {
	for name, wait := range map[string]func(ctx context.Context) error{
		"by itself": func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		},
		"through a child": func(ctx context.Context) error {
			child, cancel := context.WithCancel(ctx)
			defer cancel()
			<-child.Done()
			return child.Err()
		},
		"through a child with a value and a later deadline": func(ctx context.Context) error {
			child, cancel := context.WithTimeout(context.WithValue(ctx, key{}, 1), time.Hour)
			defer cancel()
			<-child.Done()
			return child.Err()
		},
		"through a function": func(ctx context.Context) error {
			ended := make(chan error)
			context.AfterFunc(ctx, func() { ended <- context.Cause(ctx) })
			return <-ended
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inRequest(t, t.Context(), func(t *testing.T, ctx context.Context) {
					began := time.Now()
					if at, set := ctx.Deadline(); !set || !at.Equal(began.Add(8*time.Second)) {
						t.Errorf("the deadline is %s, %t", at, set)
					}
					if err := ctx.Err(); err != nil {
						t.Errorf("it began with %v", err)
					}
					if err := wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
						t.Errorf("it ended with %v", err)
					}
					if took := time.Since(began); took != 8*time.Second {
						t.Errorf("it took %s", took)
					}
				})
			})
		})
	}
}

func TestTheDeadlineCountsFromTheBeginningAndNotFromTheFirstLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		inRequest(t, t.Context(), func(t *testing.T, ctx context.Context) {
			time.Sleep(9 * time.Second)
			if err := ctx.Err(); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
		})
	})
}

func TestARequestEndsWhenItsClientGoesAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		parent, leave := context.WithCancel(t.Context())
		inRequest(t, parent, func(t *testing.T, ctx context.Context) {
			time.AfterFunc(time.Second, leave)
			<-ctx.Done()
			if !errors.Is(ctx.Err(), context.Canceled) {
				t.Errorf("got %v", ctx.Err())
			}
		})
	})
}

func TestAnEarlierDeadlineOfTheServerHolds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		parent, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		inRequest(t, parent, func(t *testing.T, ctx context.Context) {
			if at, _ := ctx.Deadline(); time.Until(at) != time.Second {
				t.Errorf("the deadline is in %s", time.Until(at))
			}
		})
	})
}

func TestWhatWorksForARequestEndsWithIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var left context.Context
		inRequest(t, t.Context(), func(_ *testing.T, ctx context.Context) {
			left = ctx
			_ = left.Done()
		})
		if !errors.Is(left.Err(), context.Canceled) {
			t.Errorf("got %v", left.Err())
		}
	})
}

func TestWithoutATimeoutThereIsNoDeadline(t *testing.T) {
	cfg := limits()
	cfg.RequestTimeout = 0
	f := newServer(cfg, handle("/", func(_ http.ResponseWriter, r *http.Request) {
		if at, set := r.Context().Deadline(); set {
			t.Errorf("it is %s", at)
		}
	}))
	f.ask("GET", "/")
}
