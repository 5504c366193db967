package httpserver_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/httpserver"
	"example.com/shop/myapp/internal/metrics"
	"example.com/shop/myapp/internal/version"
)

// said is a log that is written to and read at once.
type said struct {
	mu    sync.Mutex
	lines bytes.Buffer
}

func (s *said) Write(line []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lines.Write(line)
}

type line map[string]any

// of returns the lines with the message.
func (s *said) of(t *testing.T, message string) []line {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []line
	for text := range strings.Lines(s.lines.String()) {
		var one line
		if err := json.Unmarshal([]byte(text), &one); err != nil {
			t.Fatalf("%s is not JSON: %v", text, err)
		}
		if one["msg"] == message {
			found = append(found, one)
		}
	}
	return found
}

// only returns the one line with the message.
func (s *said) only(t *testing.T, message string) line {
	t.Helper()
	found := s.of(t, message)
	if len(found) != 1 {
		t.Fatalf("there are %d lines %q", len(found), message)
	}
	return found[0]
}

// limits are the limits of the tests' servers.
func limits() config.Config {
	return config.Config{
		ServerHost:              "127.0.0.1",
		ServerReadTimeout:       5 * time.Second,
		ServerReadHeaderTimeout: 2 * time.Second,
		ServerWriteTimeout:      10 * time.Second,
		ServerIdleTimeout:       time.Minute,
		ServerMaxHeaderBytes:    1 << 20,
		ServerSecurityHeaders:   true,
		RequestTimeout:          8 * time.Second,
	}
}

// fixture is a server under test, with what it tells.
type fixture struct {
	*httpserver.Server
	metrics *metrics.Metrics
	log     *said
	address string
}

// newServer returns a server that serves nobody yet.
func newServer(cfg config.Config, routes *http.ServeMux, change ...func(*httpserver.Options)) *fixture {
	f := &fixture{metrics: metrics.New(version.Info{}), log: &said{}}
	options := httpserver.Options{
		Config:  cfg,
		Log:     slog.New(slog.NewJSONHandler(f.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Metrics: f.metrics,
	}
	for _, c := range change {
		c(&options)
	}
	f.Server = httpserver.New(options, routes)
	return f
}

// handle returns routes with this one handler.
func handle(pattern string, handler http.HandlerFunc) *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc(pattern, handler)
	return mux
}

// start lets the server serve on a real listener until the test ends.
func (f *fixture) start(t *testing.T) *fixture {
	t.Helper()
	listener, err := f.Listen()
	if err != nil {
		t.Fatal(err)
	}
	f.address = listener.Addr().String()
	served := make(chan error, 1)
	go func() { served <- f.Serve(listener) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		defer cancel()
		_ = f.Shutdown(ctx)
		if err := <-served; err != nil {
			t.Errorf("serving ended with %v", err)
		}
	})
	return f
}

// ask answers a request without a network.
func (f *fixture) ask(method, path string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	recorder, request := httptest.NewRecorder(), httptest.NewRequest(method, path, nil)
	for _, c := range change {
		c(request)
	}
	f.ServeHTTP(recorder, request)
	return recorder
}

// scrape returns the metrics.
func (f *fixture) scrape() string {
	recorder := httptest.NewRecorder()
	f.metrics.Handler().ServeHTTP(recorder, httptest.NewRequest("GET", "/metrics", nil))
	return recorder.Body.String()
}

// wire is a raw connection: it never retries and hides nothing.
type wire struct {
	net.Conn
	reader *bufio.Reader
}

func (f *fixture) dial(t *testing.T) *wire {
	t.Helper()
	connection, err := net.Dial("tcp", f.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	if err := connection.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return &wire{connection, bufio.NewReader(connection)}
}

func (w *wire) send(t *testing.T, text string) {
	t.Helper()
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
}

// answer reads one response with its body.
func (w *wire) answer() (*http.Response, string, error) {
	response, err := http.ReadResponse(w.reader, nil)
	if err != nil {
		return nil, "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return response, string(body), err
}

// closedAfter fails unless the server closes the connection with no further word, and tells when.
func (w *wire) closedAfter(t *testing.T) time.Duration {
	t.Helper()
	began := time.Now()
	rest, err := io.ReadAll(w.reader)
	if err, ok := err.(net.Error); ok && err.Timeout() {
		t.Fatal("the server does not close the connection")
	}
	if len(rest) > 0 {
		t.Errorf("it says %q", rest)
	}
	return time.Since(began)
}

// eventually waits until it is so.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it never came that %s", what)
		}
	}
}
