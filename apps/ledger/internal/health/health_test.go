package health_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"example.com/payments/ledger/internal/health"
)

func there(context.Context) error { return nil }

func away(context.Context) error { return errors.New("connection refused") }

func TestReady(t *testing.T) {
	up := map[string]string{"database": "OK", "cache": "OK"}
	for name, test := range map[string]struct {
		cache    health.Check
		stop     bool
		code     int
		status   string
		services map[string]string
	}{
		"is 200 when every dependency is there":  {there, false, 200, "OK", up},
		"is 503 when one dependency is away":     {away, false, 503, "unavailable", map[string]string{"database": "OK", "cache": "unavailable"}},
		"is 503 from the moment shutdown begins": {there, true, 503, "stopping", up},
	} {
		t.Run(name, func(t *testing.T) {
			checked := health.New(time.Second, map[string]health.Check{"database": there, "cache": test.cache})
			if test.stop {
				checked.Stop()
			}
			recorder := httptest.NewRecorder()
			checked.Ready(recorder, httptest.NewRequest("GET", "/health/ready", nil))
			var got struct {
				Status    string
				Timestamp time.Time
				Services  map[string]string
			}
			if err := json.Unmarshal(recorder.Body.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if recorder.Code != test.code || got.Status != test.status || !maps.Equal(got.Services, test.services) {
				t.Errorf("got %d %+v", recorder.Code, got)
			}
			if time.Since(got.Timestamp).Abs() > time.Minute {
				t.Errorf("got the time %s", got.Timestamp)
			}
		})
	}
}

func TestReadyAsksAllAtOnceAndWaitsForNoneLongerThanTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		// Time in here passes at once; it lets the deaf one end.
		defer time.Sleep(time.Hour)
		slow := func(context.Context) error { time.Sleep(900 * time.Millisecond); return nil }
		deaf := func(context.Context) error { time.Sleep(time.Minute); return nil }
		began := time.Now()
		recorder := httptest.NewRecorder()
		checks := map[string]health.Check{"database": slow, "cache": slow, "queue": deaf}
		health.New(time.Second, checks).Ready(recorder, httptest.NewRequest("GET", "/health/ready", nil))
		if took := time.Since(began); took != time.Second {
			t.Errorf("it took %s", took)
		}
		var got struct{ Services map[string]string }
		if err := json.Unmarshal(recorder.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if want := map[string]string{"database": "OK", "cache": "OK", "queue": "unavailable"}; !maps.Equal(got.Services, want) {
			t.Errorf("got %v", got.Services)
		}
	})
}

func TestLiveIsOK(t *testing.T) {
	recorder := httptest.NewRecorder()
	health.Live(recorder, httptest.NewRequest("GET", "/health/live", nil))
	if recorder.Code != http.StatusOK || recorder.Body.String() != "OK" {
		t.Errorf("got %d %q", recorder.Code, recorder.Body.String())
	}
}

func TestAskTellsWhetherTheServerOfThisContainerIsReady(t *testing.T) {
	code := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/health/ready" {
			t.Errorf("it asked for %s", r.URL.Path)
		}
		w.WriteHeader(code)
	}))
	port := uint16(server.Listener.Addr().(*net.TCPAddr).Port)
	if err := health.Ask(t.Context(), port, time.Second); err != nil {
		t.Errorf("got %v", err)
	}
	code = http.StatusServiceUnavailable
	if err := health.Ask(t.Context(), port, time.Second); err == nil {
		t.Error("503 counts as ready")
	}
	server.Close()
	if err := health.Ask(t.Context(), port, time.Second); err == nil {
		t.Error("a server that is away counts as ready")
	}
}
