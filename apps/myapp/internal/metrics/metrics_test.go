package metrics_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/shop/myapp/internal/metrics"
	"example.com/shop/myapp/internal/version"
)

var build = version.Info{Version: "1.4.2", GitCommit: "f00dfeed", BuildTime: "2026-11-22T10:00:00Z"}

// scrape returns what Prometheus reads.
func scrape(t *testing.T, m *metrics.Metrics) string {
	t.Helper()
	recorder := httptest.NewRecorder()
	m.Handler().ServeHTTP(recorder, httptest.NewRequest("GET", "/metrics", nil))
	if recorder.Code != http.StatusOK || !strings.HasPrefix(recorder.Header().Get("Content-Type"), "text/plain; version=0.0.4") {
		t.Fatalf("got %d %v", recorder.Code, recorder.Header())
	}
	return recorder.Body.String()
}

func has(t *testing.T, scraped string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains("\n"+scraped, "\n"+line+"\n") {
			t.Errorf("there is no line %s", line)
		}
	}
}

// seriesOf counts the lines of a metric.
func seriesOf(scraped, name string) int {
	return strings.Count("\n"+scraped, "\n"+name+"{")
}

func TestShowsEveryMetricOfTheContract(t *testing.T) {
	m := metrics.New(build)
	m.Request("GET", "GET /notes/{id}", 200, 3*time.Millisecond)
	m.Request("GET", "GET /notes/{id}", 200, 30*time.Millisecond)
	m.Request("GET", "GET /notes/{id}", 404, time.Millisecond)
	m.Query("notes_get", 3*time.Millisecond)
	scraped := scrape(t, m)
	has(t, scraped,
		`http_requests_total{method="GET",path="/notes/{id}",status="200"} 2`,
		`http_requests_total{method="GET",path="/notes/{id}",status="404"} 1`,
		`http_request_duration_seconds_bucket{method="GET",path="/notes/{id}",le="0.005"} 2`,
		`http_request_duration_seconds_bucket{method="GET",path="/notes/{id}",le="10"} 3`,
		`http_request_duration_seconds_count{method="GET",path="/notes/{id}"} 3`,
		`db_query_duration_seconds_bucket{query="notes_get",le="0.001"} 0`,
		`db_query_duration_seconds_bucket{query="notes_get",le="0.005"} 1`,
		`active_connections 0`,
		`build_info{build_time="2026-11-22T10:00:00Z",commit="f00dfeed",version="1.4.2"} 1`,
	)
	for _, name := range []string{"go_goroutines", "go_memstats_heap_alloc_bytes", "process_open_fds", "process_resident_memory_bytes"} {
		if !strings.Contains(scraped, "\n"+name+" ") {
			t.Errorf("there is no %s", name)
		}
	}
	var bounds []string
	for line := range strings.Lines(scraped) {
		if after, ok := strings.CutPrefix(line, `db_query_duration_seconds_bucket{query="notes_get",le="`); ok {
			bound, _, _ := strings.Cut(after, `"`)
			bounds = append(bounds, bound)
		}
	}
	if got := strings.Join(bounds, " "); got != "0.001 0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 +Inf" {
		t.Errorf("the buckets of queries are %s", got)
	}
}

func TestPromtoolHasNothingToSay(t *testing.T) {
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("promtool is not installed")
	}
	m := metrics.New(build)
	m.Request("GET", "GET /notes/{id}", 200, 3*time.Millisecond)
	m.Query("notes_get", 3*time.Millisecond)
	command := exec.Command(promtool, "check", "metrics")
	command.Stdin = strings.NewReader(scrape(t, m))
	if said, err := command.CombinedOutput(); err != nil || len(said) > 0 {
		t.Errorf("%v: %s", err, said)
	}
}

func TestLabelsOfARequest(t *testing.T) {
	for name, test := range map[string]struct {
		method, pattern string
		status          int
		want            string
	}{
		"lose the method of the pattern":           {"GET", "GET /notes", 200, `{method="GET",path="/notes",status="200"}`},
		"lose it after any white space":            {"GET", "GET \t /notes", 200, `{method="GET",path="/notes",status="200"}`},
		"keep a pattern without a method":          {"GET", "/notes/", 200, `{method="GET",path="/notes/",status="200"}`},
		"keep the host of the pattern":             {"PUT", "PUT example.com/", 201, `{method="PUT",path="example.com/",status="201"}`},
		"say unmatched for no pattern":             {"POST", "", 404, `{method="POST",path="unmatched",status="404"}`},
		"say other for an unknown method":          {"BREW", "", 405, `{method="other",path="unmatched",status="405"}`},
		"say other for a method in lower case":     {"get", "", 405, `{method="other",path="unmatched",status="405"}`},
		"say other for a status that is too small": {"GET", "/", 99, `{method="GET",path="/",status="other"}`},
		"say other for a status that is too large": {"GET", "/", 600, `{method="GET",path="/",status="other"}`},
		"keep an uncommon status":                  {"GET", "/", 599, `{method="GET",path="/",status="599"}`},
	} {
		t.Run(name, func(t *testing.T) {
			m := metrics.New(build)
			m.Request(test.method, test.pattern, test.status, time.Millisecond)
			has(t, scrape(t, m), "http_requests_total"+test.want+" 1")
		})
	}
}

func TestWhateverMethodOrStatusIsSentTheSeriesAreFew(t *testing.T) {
	m := metrics.New(build)
	for i := range 10_000 {
		m.Request(fmt.Sprint("M", i), "", 1000+i, time.Millisecond)
		m.Request("GET", "", -i, time.Millisecond)
	}
	if got := seriesOf(scrape(t, m), "http_requests_total"); got != 2 {
		t.Errorf("there are %d series", got)
	}
}

func TestCountsEveryRequestOfManyAtOnce(t *testing.T) {
	m := metrics.New(build)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i := range 1000 {
				m.Request("GET", "GET /", 200+i%10, time.Millisecond)
			}
		})
	}
	all.Wait()
	scraped := scrape(t, m)
	for status := range 10 {
		has(t, scraped, fmt.Sprintf(`http_requests_total{method="GET",path="/",status="%d"} 800`, 200+status))
	}
	has(t, scraped, `http_request_duration_seconds_count{method="GET",path="/"} 8000`)
}

func TestActiveConnectionsAreThoseThatAreOpen(t *testing.T) {
	m := metrics.New(build)
	state := func(states ...http.ConnState) {
		for _, s := range states {
			m.ConnState(&net.TCPConn{}, s)
		}
	}
	state(http.StateNew, http.StateActive, http.StateIdle, http.StateNew, http.StateNew)
	has(t, scrape(t, m), "active_connections 3")
	state(http.StateClosed, http.StateHijacked)
	has(t, scrape(t, m), "active_connections 1")
	state(http.StateClosed)
	has(t, scrape(t, m), "active_connections 0")
}

func TestTwoInOneProcessShareNothing(t *testing.T) {
	one, two := metrics.New(build), metrics.New(build)
	one.Request("GET", "/", 200, time.Millisecond)
	if got := seriesOf(scrape(t, two), "http_requests_total"); got != 0 {
		t.Errorf("there are %d series", got)
	}
}

func BenchmarkRequest(b *testing.B) {
	m := metrics.New(build)
	b.ReportAllocs()
	for b.Loop() {
		m.Request("GET", "GET /notes/{id}", 200, 3*time.Millisecond)
	}
}
