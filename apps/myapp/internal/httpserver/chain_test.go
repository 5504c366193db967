package httpserver_test

import (
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.com/shop/myapp/internal/httpserver"
	"example.com/shop/myapp/internal/logging"
	"example.com/shop/myapp/internal/ratelimit"
)

var security = map[string]string{
	"Content-Security-Policy":   "default-src 'self'",
	"Strict-Transport-Security": "max-age=31536000; includeSubDomains",
	"X-Content-Type-Options":    "nosniff",
	"X-Frame-Options":           "DENY",
	"X-XSS-Protection":          "0",
}

// routes has one of each kind of answer.
func routes() *http.ServeMux {
	mux := handle("GET /notes/{id}", ok)
	mux.HandleFunc("GET /health/live", ok)
	mux.HandleFunc("GET /health/ready", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) })
	mux.HandleFunc("GET /metrics", ok)
	mux.HandleFunc("GET /tree/", ok)
	mux.HandleFunc("GET /empty", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("GET /bad", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502) })
	mux.HandleFunc("GET /panic", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		panic("at the disco")
	})
	mux.HandleFunc("GET /half", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half of ")
		panic("at the disco")
	})
	mux.HandleFunc("GET /abort", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	return mux
}

func limit(perSecond float64, burst int) func(*httpserver.Options) {
	return func(o *httpserver.Options) { o.Limiter = ratelimit.New(perSecond, burst) }
}

func TestEveryAnswerHasTheSecurityHeadersAndAnId(t *testing.T) {
	for name, test := range map[string]struct {
		method, path string
		status       int
	}{
		"an answer of the handler":     {"GET", "/notes/7", 200},
		"one that is never written to": {"GET", "/empty", 200},
		"an unknown route":             {"GET", "/nowhere", 404},
		"an unknown method":            {"BREW", "/notes/7", 405},
		"a redirection":                {"GET", "/tree", 307},
		"a panic":                      {"GET", "/panic", 500},
		"OPTIONS of the server":        {"OPTIONS", "*", 400},
	} {
		t.Run(name, func(t *testing.T) {
			connection := newServer(limits(), routes()).start(t).dial(t)
			connection.send(t, test.method+" "+test.path+" HTTP/1.1\r\nHost: a\r\nX-Request-ID: abc\r\n\r\n")
			response, _, err := connection.answer()
			if err != nil || response.StatusCode != test.status {
				t.Fatalf("got %v, %v", response, err)
			}
			for name, want := range security {
				if got := response.Header.Values(name); len(got) != 1 || got[0] != want {
					t.Errorf("%s is %q", name, got)
				}
			}
			if got := response.Header.Get("X-Request-ID"); got != "abc" {
				t.Errorf("the id is %q", got)
			}
		})
	}
}

func TestTheSecurityHeadersCanBeSwitchedOff(t *testing.T) {
	cfg := limits()
	cfg.ServerSecurityHeaders = false
	header := newServer(cfg, routes()).ask("GET", "/notes/7").Header()
	for name := range security {
		if got, set := header[http.CanonicalHeaderKey(name)]; set {
			t.Errorf("%s is %q", name, got)
		}
	}
	if header.Get("X-Request-ID") == "" {
		t.Error("the id went with them")
	}
}

func TestOneAnswerCannotChangeTheHeadersOfTheNext(t *testing.T) {
	f := newServer(limits(), handle("/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Add("Content-Security-Policy", "frame-ancestors 'none'")
		w.Header().Set("X-Frame-Options", "SAMEORIGIN")
	}))
	for range 2 {
		header := f.ask("GET", "/").Header()
		if got := header.Values("Content-Security-Policy"); len(got) != 2 || header.Get("X-Frame-Options") != "SAMEORIGIN" {
			t.Errorf("got %v", header)
		}
	}
	if got := newServer(limits(), routes()).ask("GET", "/notes/7").Header(); got.Get("X-Frame-Options") != "DENY" || len(got["Content-Security-Policy"]) != 1 {
		t.Errorf("got %v", got)
	}
}

func TestTheIdOfARequestIsOnEveryLineAndInTheResponse(t *testing.T) {
	made := regexp.MustCompile(`^[A-Za-z0-9._-]{16,128}$`)
	for name, test := range map[string]struct {
		given []string
		kept  bool
	}{
		"a well-formed one is kept":         {[]string{"01J-abc_DEF.9"}, true},
		"the longest one is kept":           {[]string{strings.Repeat("a", 128)}, true},
		"without one, one is made":          {nil, false},
		"an empty one is replaced":          {[]string{""}, false},
		"one that is too long is replaced":  {[]string{strings.Repeat("a", 129)}, false},
		"one with a space is replaced":      {[]string{"a b"}, false},
		"one with a line break is replaced": {[]string{"a\r\nX-Evil: 1"}, false},
		"one with a quote is replaced":      {[]string{`a","level":"ERROR`}, false},
		"one that is not ASCII is replaced": {[]string{"ä"}, false},
		"two of them are replaced":          {[]string{"first", "second"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			f := newServer(limits(), handle("/", func(_ http.ResponseWriter, r *http.Request) {
				log := logging.From(r.Context())
				log.Info("plain", "note", 7)
				log.With("note", 7).Info("with")
				log.WithGroup("group").Info("grouped", "note", 7)
			}))
			header := f.ask("GET", "/", func(r *http.Request) { r.Header["X-Request-Id"] = test.given }).Header()
			got := header["X-Request-Id"]
			if len(got) != 1 || !made.MatchString(got[0]) && !test.kept {
				t.Fatalf("the response has %q", got)
			}
			if kept := len(test.given) == 1 && got[0] == test.given[0]; kept != test.kept {
				t.Errorf("%q became %q", test.given, got)
			}
			for _, message := range []string{"plain", "with", "grouped", "request"} {
				if found := f.log.only(t, message); found["request_id"] != got[0] {
					t.Errorf("got %v", found)
				}
			}
			if f.log.only(t, "plain")["note"] != 7.0 || f.log.only(t, "with")["note"] != 7.0 {
				t.Error("the attributes of a line are gone")
			}
		})
	}
}

func TestAPanicIsA500AndTheConnectionSurvives(t *testing.T) {
	f := newServer(limits(), routes()).start(t)
	connection := f.dial(t)
	connection.send(t, "GET /panic HTTP/1.1\r\nHost: a\r\nX-Request-ID: abc\r\n\r\n")
	response, body, err := connection.answer()
	if err != nil || response.StatusCode != 500 || body != `{"error":"internal server error"}`+"\n" || response.Close {
		t.Errorf("got %v %q, %v", response, body, err)
	}
	connection.send(t, "GET /notes/7 HTTP/1.1\r\nHost: a\r\n\r\n")
	if _, body, err := connection.answer(); err != nil || body != "done" {
		t.Errorf("the next request on the connection: got %q, %v", body, err)
	}
	told := f.log.only(t, "panic")
	stack, _ := told["stack"].(string)
	if told["level"] != "ERROR" || told["error"] != "at the disco" || told["request_id"] != "abc" || !strings.Contains(stack, "chain_test.go") {
		t.Errorf("got %v", told)
	}
	if !strings.Contains(f.scrape(), `http_requests_total{method="GET",path="/panic",status="500"} 1`) {
		t.Error("it is not counted as 500")
	}
}

func TestAPanicInTheMiddleOfAResponseBreaksItOff(t *testing.T) {
	f := newServer(limits(), routes()).start(t)
	connection := f.dial(t)
	connection.send(t, "GET /half HTTP/1.1\r\nHost: a\r\n\r\n")
	if response, body, err := connection.answer(); err == nil {
		t.Errorf("the half counts as the whole: %v %q", response, body)
	}
	eventually(t, "it is told", func() bool { return len(f.log.of(t, "panic")) == 1 && len(f.log.of(t, "request")) == 1 })
}

func TestAHandlerMayAbortWithoutAnError(t *testing.T) {
	f := newServer(limits(), routes()).start(t)
	connection := f.dial(t)
	connection.send(t, "GET /abort HTTP/1.1\r\nHost: a\r\n\r\n")
	connection.closedAfter(t)
	if found := f.log.only(t, "request"); found["level"] != "INFO" || found["status"] != 0.0 {
		t.Errorf("got %v", found)
	}
	if len(f.log.of(t, "panic")) > 0 {
		t.Error("it is told as a panic")
	}
}

func TestHandlersReachTheConnectionThroughTheWriter(t *testing.T) {
	more := make(chan bool)
	mux := handle("/stream", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "first ")
		control := http.NewResponseController(w)
		if err := errors.Join(control.Flush(), control.SetWriteDeadline(time.Now().Add(time.Second))); err != nil {
			t.Error(err)
		}
		<-more
		_, _ = w.Write([]byte("second"))
	})
	mux.HandleFunc("/hijack", func(w http.ResponseWriter, _ *http.Request) {
		connection, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = io.WriteString(connection, "mine")
		connection.Close()
	})
	f := newServer(limits(), mux).start(t)
	connection := f.dial(t)
	connection.send(t, "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n")
	response, err := http.ReadResponse(connection.reader, nil)
	if err != nil {
		t.Fatal(err)
	}
	first := make([]byte, 6)
	if _, err := io.ReadFull(response.Body, first); err != nil || string(first) != "first " {
		t.Errorf("before the end it got %q, %v", first, err)
	}
	close(more)
	if rest, err := io.ReadAll(response.Body); err != nil || string(rest) != "second" {
		t.Errorf("got %q, %v", rest, err)
	}
	if found := f.log.only(t, "request"); found["bytes"] != 12.0 {
		t.Errorf("got %v", found)
	}
	connection = f.dial(t)
	connection.send(t, "GET /hijack HTTP/1.1\r\nHost: a\r\n\r\n")
	if got, err := io.ReadAll(connection.reader); err != nil || string(got) != "mine" {
		t.Errorf("got %q, %v", got, err)
	}
	eventually(t, "the hijacked one is told", func() bool { return len(f.log.of(t, "request")) == 2 })
	if found := f.log.of(t, "request")[1]; found["status"] != 101.0 {
		t.Errorf("got %v", found)
	}
}
