package observe_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/payments/ledger/internal/observe"
)

func observed(log *bytes.Buffer) (http.Handler, func() string) {
	observer := observe.New(slog.New(slog.NewJSONHandler(log, nil)), "1.4.2", "f00dfeed", "unknown")
	mux := http.NewServeMux()
	mux.HandleFunc("GET /accounts/{account}", func(w http.ResponseWriter, r *http.Request) {
		observe.Log(r.Context()).Info("inside")
		w.WriteHeader(http.StatusTeapot)
	})
	metrics := func() string {
		recorder := httptest.NewRecorder()
		observer.Metrics().ServeHTTP(recorder, httptest.NewRequest("GET", "/metrics", nil))
		return recorder.Body.String()
	}
	return observer.Wrap(mux), metrics
}

func ask(handler http.Handler, method, path, id string) string {
	recorder := httptest.NewRecorder()
	request := httptest.NewRequest(method, path, nil)
	request.Header.Set("X-Request-ID", id)
	handler.ServeHTTP(recorder, request)
	return recorder.Header().Get("X-Request-ID")
}

func TestTheNumberOfSeriesIsBoundedWhateverIsAsked(t *testing.T) {
	handler, metrics := observed(&bytes.Buffer{})
	ask(handler, "GET", "/accounts/bank", "")
	before := strings.Count(metrics(), "http_requests_total{")
	for at := range 100 {
		ask(handler, "GET", fmt.Sprintf("/accounts/%d", at), "")
		ask(handler, fmt.Sprintf("METHOD%d", at), fmt.Sprintf("/%d", at), "")
	}
	text := metrics()
	if got := strings.Count(text, "http_requests_total{"); got != before+1 {
		t.Errorf("there are %d series more", got-before)
	}
	for _, line := range []string{
		`http_requests_total{method="GET",path="/accounts/{account}",status="418"} 101`,
		`http_requests_total{method="other",path="unknown",status="404"} 100`,
		`http_request_duration_seconds_count{method="GET",path="/accounts/{account}"} 101`,
		`build_info{build_time="unknown",commit="f00dfeed",version="1.4.2"} 1`,
		"go_goroutines ", "process_cpu_seconds_total ",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("there is no %s", line)
		}
	}
}

func TestTheIDOfARequestIsReturnedAndOnEveryLine(t *testing.T) {
	var log bytes.Buffer
	handler, _ := observed(&log)
	if got := ask(handler, "GET", "/accounts/bank", "from-outside-1"); got != "from-outside-1" {
		t.Errorf("a well-formed id became %q", got)
	}
	if got := strings.Count(log.String(), `"request_id":"from-outside-1"`); got != 2 {
		t.Errorf("the id is on %d lines of\n%s", got, log.String())
	}
	if got := ask(handler, "GET", "/accounts/bank", "x\" y"); len(got) < 16 {
		t.Errorf("a malformed id became %q", got)
	}
}
