package limit

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestEachClientHasABudgetOfItsOwn(t *testing.T) {
	limiter := New(1, 2)
	now := time.Now()
	for at, want := range []bool{true, true, false} {
		if got := limiter.allows("192.0.2.1:1000", now); got != want {
			t.Errorf("request %d: got %t", at, got)
		}
	}
	if !limiter.allows("192.0.2.2:1000", now) {
		t.Error("another client pays for the first")
	}
	if !limiter.allows("192.0.2.1:1001", now.Add(time.Second)) {
		t.Error("a second later there is no budget")
	}
	limiter.allows("[2001:db8::1]:1", now)
	limiter.allows("[2001:db8::2]:1", now)
	if limiter.allows("[2001:db8::3]:1", now) {
		t.Error("a network of 64 bits has more than one budget")
	}
}

func TestNoLimitIsNone(t *testing.T) {
	limiter := New(0, 1)
	for range 100 {
		if !limiter.allows("192.0.2.1:1000", time.Now()) {
			t.Fatal("there is a limit")
		}
	}
}

func TestClientsAreForgottenAndTheirNumberIsBounded(t *testing.T) {
	limiter := New(1, 1)
	now := time.Now()
	address := func(at int) string { return fmt.Sprintf("10.%d.%d.%d:1", at>>16, at>>8&255, at&255) }
	for at := range most + 100 {
		limiter.allows(address(at), now)
	}
	if got := len(limiter.clients); got != most {
		t.Errorf("%d clients are remembered", got)
	}
	limiter.allows(address(most+200), now.Add(forget+time.Second))
	if got := len(limiter.clients); got != 1 {
		t.Errorf("%d clients are remembered after all others were gone", got)
	}
}

func TestTooManyRequestsAre429WithRetryAfter(t *testing.T) {
	handler := New(0.25, 1).Wrap(http.NotFoundHandler())
	for _, want := range []struct {
		code  int
		after string
	}{{http.StatusNotFound, ""}, {http.StatusTooManyRequests, "4"}} {
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, httptest.NewRequest("GET", "/", nil))
		if recorder.Code != want.code || recorder.Header().Get("Retry-After") != want.after {
			t.Errorf("got %d, Retry-After %q", recorder.Code, recorder.Header().Get("Retry-After"))
		}
	}
}
