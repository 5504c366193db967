package health_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"example.com/shop/myapp/internal/health"
	"example.com/shop/myapp/internal/logging"
)

func there(context.Context) error { return nil }

func away(context.Context) error { return errors.New("connection refused") }

func TestReady(t *testing.T) {
	up := map[string]string{"database": "OK", "redis": "OK"}
	for name, test := range map[string]struct {
		database health.Check
		redis    health.Check
		stop     bool
		code     int
		status   string
		services map[string]string
	}{
		"is 200 when every dependency is there":  {there, there, false, 200, "OK", up},
		"is 503 when what it needs is away":      {away, there, false, 503, "unavailable", map[string]string{"database": "unavailable", "redis": "OK"}},
		"is 200 when what only helps is away":    {there, away, false, 200, "degraded", map[string]string{"database": "OK", "redis": "unavailable"}},
		"is 503 when both are away":              {away, away, false, 503, "unavailable", map[string]string{"database": "unavailable", "redis": "unavailable"}},
		"is 503 from the moment shutdown begins": {there, there, true, 503, "stopping", up},
		"is 503 when it stops without a helper":  {there, away, true, 503, "stopping", map[string]string{"database": "OK", "redis": "unavailable"}},
	} {
		t.Run(name, func(t *testing.T) {
			checked := health.New(time.Second, map[string]health.Check{"database": test.database}, map[string]health.Check{"redis": test.redis})
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
		checks := map[string]health.Check{"database": slow, "redis": slow, "queue": deaf}
		health.New(time.Second, checks, nil).Ready(recorder, httptest.NewRequest("GET", "/health/ready", nil))
		if took := time.Since(began); took != time.Second {
			t.Errorf("it took %s", took)
		}
		var got struct{ Services map[string]string }
		if err := json.Unmarshal(recorder.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if want := map[string]string{"database": "OK", "redis": "OK", "queue": "unavailable"}; !maps.Equal(got.Services, want) {
			t.Errorf("got %v", got.Services)
		}
	})
}

func TestLogsADependencyOnlyWhenItGoesAwayOrComesBack(t *testing.T) {
	var failure error
	left, leave := context.WithCancel(t.Context())
	leave()
	checked := health.New(time.Second, map[string]health.Check{
		"database": there,
		"redis":    func(ctx context.Context) error { return errors.Join(failure, ctx.Err()) },
	}, nil)
	for _, step := range []struct {
		name    string
		failure error
		ctx     context.Context
		want    string
	}{
		{"it is there from the beginning", nil, t.Context(), ""},
		{"it goes away", errors.New("refused"), t.Context(), `level=WARN msg="a dependency is unavailable" request_id=abc service=redis error=refused` + "\n"},
		{"it is still away", errors.New("refused"), t.Context(), ""},
		{"it is away for another reason", errors.New("reset"), t.Context(), ""},
		{"it comes back", nil, t.Context(), `level=INFO msg="a dependency is available again" request_id=abc service=redis` + "\n"},
		{"it is still there", nil, t.Context(), ""},
		{"the asker leaves", nil, left, ""},
	} {
		failure = step.failure
		var said bytes.Buffer
		options := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		}}
		log := slog.New(slog.NewTextHandler(&said, options)).With("request_id", "abc")
		request := httptest.NewRequest("GET", "/health/ready", nil).WithContext(logging.Into(step.ctx, log))
		checked.Ready(httptest.NewRecorder(), request)
		if said.String() != step.want {
			t.Errorf("%s: it says %q", step.name, said.String())
		}
	}
}

func TestLiveIsOK(t *testing.T) {
	recorder := httptest.NewRecorder()
	health.Live(recorder, httptest.NewRequest("GET", "/health/live", nil))
	if recorder.Code != http.StatusOK || recorder.Body.String() != "OK" {
		t.Errorf("got %d %q", recorder.Code, recorder.Body.String())
	}
}
