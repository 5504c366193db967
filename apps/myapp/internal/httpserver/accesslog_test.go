package httpserver_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"example.com/shop/myapp/internal/clientip"
	"example.com/shop/myapp/internal/httpserver"
)

func TestTheAccessLogTellsAllOfARequest(t *testing.T) {
	f := newServer(limits(), handle("GET /notes/{id}", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(2 * time.Millisecond)
		ok(w, r)
	}))
	f.ask("GET", "/notes/7?token=hunter2", func(r *http.Request) {
		r.Header.Set("X-Request-ID", "abc")
		r.RemoteAddr = "203.0.113.9:4711"
	})
	found := f.log.only(t, "request")
	for key, want := range map[string]any{
		"level": "INFO", "request_id": "abc", "method": "GET", "path": "/notes/7", "route": "/notes/{id}", "status": 200.0,
		"remote": "203.0.113.9", "bytes": 4.0,
	} {
		if found[key] != want {
			t.Errorf("%s is %v", key, found[key])
		}
	}
	if took, ok := found["duration_ms"].(float64); !ok || took < 2 || took > 2000 {
		t.Errorf("it took %v ms", found["duration_ms"])
	}
	if len(found) != 11 {
		t.Errorf("there is more: %v", found)
	}
}

func TestTheLevelOfTheAccessLog(t *testing.T) {
	for name, test := range map[string]struct {
		method, path string
		status       float64
		level        string
	}{
		"is INFO for what is answered":        {"GET", "/notes/7", 200, "INFO"},
		"is INFO for an unknown route":        {"GET", "/nowhere", 404, "INFO"},
		"is INFO for an unknown method":       {"POST", "/notes/7", 405, "INFO"},
		"is INFO for what looks like a probe": {"GET", "/health/livery", 404, "INFO"},
		"is DEBUG for liveness":               {"GET", "/health/live", 200, "DEBUG"},
		"is DEBUG for metrics":                {"GET", "/metrics", 200, "DEBUG"},
		"is DEBUG for a probe with a mistake": {"POST", "/metrics", 405, "DEBUG"},
		"is WARN for 503":                     {"GET", "/health/ready", 503, "WARN"},
		"is ERROR for another 5xx":            {"GET", "/bad", 502, "ERROR"},
		"is ERROR for a panic":                {"GET", "/panic", 500, "ERROR"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newServer(limits(), routes())
			f.ask(test.method, test.path)
			if found := f.log.only(t, "request"); found["level"] != test.level || found["status"] != test.status {
				t.Errorf("got %v", found)
			}
		})
	}
}

func TestWhatIsSentIsBoundedInTheLog(t *testing.T) {
	f := newServer(limits(), handle("GET /{$}", ok))
	f.ask("GET", "/a"+strings.Repeat("ä", 10_000))
	f.ask(strings.Repeat("M", 10_000), "/")
	found := f.log.of(t, "request")
	path, _ := found[0]["path"].(string)
	if len(path) != 256 || !utf8.ValidString(path) || strings.ContainsRune(path, utf8.RuneError) {
		t.Errorf("the path is %q", path)
	}
	if method, _ := found[1]["method"].(string); len(method) != 32 {
		t.Errorf("the method has %d bytes", len(method))
	}
}

func TestAResponseToHEADHasNoBytes(t *testing.T) {
	f := newServer(limits(), handle("GET /", ok)).start(t)
	connection := f.dial(t)
	connection.send(t, "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
	if response, err := http.ReadResponse(connection.reader, &http.Request{Method: "HEAD"}); err != nil || response.StatusCode != 200 {
		t.Fatalf("got %v, %v", response, err)
	}
	eventually(t, "it is told", func() bool { return len(f.log.of(t, "request")) == 1 })
	if found := f.log.only(t, "request"); found["bytes"] != 0.0 || found["method"] != "HEAD" {
		t.Errorf("got %v", found)
	}
}

func TestForwardedAddressesAreBelievedOnlyFromTrustedProxies(t *testing.T) {
	for name, test := range map[string]struct{ trusted, peer, forwarded, want string }{
		"nobody is trusted":               {"", "10.0.0.1:1", "198.51.100.7", "10.0.0.1"},
		"another is trusted":              {"10.0.0.0/8", "192.0.2.1:1", "198.51.100.7", "192.0.2.1"},
		"the peer is trusted":             {"10.0.0.0/8", "10.0.0.1:1", "198.51.100.7", "198.51.100.7"},
		"what the client made up is not":  {"10.0.0.0/8", "10.0.0.1:1", "1.1.1.1, 198.51.100.7, 10.0.0.2", "198.51.100.7"},
		"what is no address is not":       {"10.0.0.0/8", "10.0.0.1:1", "' OR 1=1", "10.0.0.1"},
		"a peer without an address stays": {"10.0.0.0/8", "@", "198.51.100.7", "0.0.0.0"},
	} {
		t.Run(name, func(t *testing.T) {
			proxies, err := clientip.Parse(test.trusted)
			if err != nil {
				t.Fatal(err)
			}
			f := newServer(limits(), routes(), limit(0.001, 1), func(o *httpserver.Options) { o.Proxies = proxies })
			from := func(r *http.Request) {
				r.RemoteAddr = test.peer
				r.Header.Set("X-Forwarded-For", test.forwarded)
			}
			if got := f.ask("GET", "/notes/7", from).Code; got != 200 {
				t.Errorf("got %d", got)
			}
			if got := f.log.only(t, "request")["remote"]; got != test.want {
				t.Errorf("remote is %v", got)
			}
			direct := func(r *http.Request) { r.RemoteAddr = test.want + ":9" }
			if got := f.ask("GET", "/notes/7", direct).Code; got != 429 {
				t.Errorf("the limit is not that of this address: got %d", got)
			}
		})
	}
}
