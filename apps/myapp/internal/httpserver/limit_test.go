package httpserver_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
)

func TestAClientThatAsksTooMuchIsToldWhenToComeBack(t *testing.T) {
	f := newServer(limits(), routes(), limit(0.4, 2))
	for range 2 {
		if got := f.ask("GET", "/notes/7").Code; got != 200 {
			t.Errorf("within the burst: got %d", got)
		}
	}
	refused := f.ask("GET", "/notes/7", func(r *http.Request) { r.Header.Set("X-Request-ID", "abc") })
	if refused.Code != 429 || refused.Body.String() != `{"error":"too many requests"}`+"\n" {
		t.Errorf("got %d %s", refused.Code, refused.Body)
	}
	for name, want := range map[string]string{"Retry-After": "3", "Content-Type": "application/json", "X-Request-ID": "abc", "X-Frame-Options": "DENY"} {
		if got := refused.Header().Get(name); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	if found := f.log.of(t, "request")[2]; found["status"] != 429.0 || found["route"] != "/notes/{id}" || found["level"] != "INFO" {
		t.Errorf("got %v", found)
	}
	if !strings.Contains(f.scrape(), `http_requests_total{method="GET",path="/notes/{id}",status="429"} 1`) {
		t.Error("it is not counted")
	}
	other := f.ask("GET", "/notes/7", func(r *http.Request) { r.RemoteAddr = "203.0.113.9:1" })
	if other.Code != 200 {
		t.Errorf("another client: got %d", other.Code)
	}
}

func TestNobodyIsToldToComeBackInNoTime(t *testing.T) {
	f := newServer(limits(), routes(), limit(50, 1))
	f.ask("GET", "/notes/7")
	refused := f.ask("GET", "/notes/7")
	if refused.Code != 429 || refused.Header().Get("Retry-After") != "1" {
		t.Errorf("got %d %v", refused.Code, refused.Header())
	}
}

func TestAnIPv6NetworkIsOneClient(t *testing.T) {
	f := newServer(limits(), routes(), limit(0.001, 1))
	ask := func(peer string) int {
		return f.ask("GET", "/notes/7", func(r *http.Request) { r.RemoteAddr = peer }).Code
	}
	if one, same, other := ask("[2001:db8::1]:1"), ask("[2001:db8::2]:1"), ask("[2001:db8:0:1::1]:1"); one != 200 || same != 429 || other != 200 {
		t.Errorf("got %d %d %d", one, same, other)
	}
}

func TestProbesAndMetricsAreNeverLimited(t *testing.T) {
	f := newServer(limits(), routes(), limit(0.001, 1))
	f.ask("GET", "/notes/7")
	for path, want := range map[string]int{"/health/live": 200, "/health/ready": 503, "/metrics": 200, "/health/live/": 429, "//metrics": 429} {
		for range 3 {
			if got := f.ask("GET", path).Code; got != want {
				t.Errorf("%s: got %d", path, got)
			}
		}
	}
}

func TestWhateverIsSentTheSeriesStayFew(t *testing.T) {
	mux := routes()
	// A route on which CONNECT is redirected to any path that is sent.
	mux.HandleFunc("/deep/{name}/", ok)
	f := newServer(limits(), mux, limit(1e9, 1))
	random := rand.New(rand.NewPCG(1, 2))
	methods := []string{"GET", "HEAD", "POST", "CONNECT", "OPTIONS", ""}
	folders := []string{"/", "/notes/", "/deep/", "/tree/", "/health/", "//", "/deep/a/../"}
	series := func() int { return strings.Count(f.scrape(), "\nhttp_requests_total{") }
	send := func() {
		for range 10_000 {
			method := methods[random.IntN(len(methods))]
			if method == "" {
				method = fmt.Sprintf("M%X", random.Uint64())
			}
			path := folders[random.IntN(len(folders))] + fmt.Sprintf("%x", random.Uint64())
			f.ask(method, "/", func(r *http.Request) {
				r.URL.Path, r.RequestURI = path, path
				r.RemoteAddr = fmt.Sprintf("%d.%d.%d.%d:1", random.IntN(256), random.IntN(256), random.IntN(256), random.IntN(256))
			})
		}
	}
	send()
	before := series()
	send()
	if after := series(); after != before || after > 60 {
		t.Errorf("there were %d series, now there are %d", before, after)
	}
	for _, want := range []string{`method="other",path="unmatched",status="405"`, `method="GET",path="unmatched",status="404"`, `method="CONNECT",path="unmatched",status="307"`} {
		if !strings.Contains(f.scrape(), "http_requests_total{"+want+"}") {
			t.Errorf("there is no %s", want)
		}
	}
}
