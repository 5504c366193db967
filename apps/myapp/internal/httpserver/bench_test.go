package httpserver_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/httpserver"
	"example.com/shop/myapp/internal/logging"
	"example.com/shop/myapp/internal/metrics"
	"example.com/shop/myapp/internal/ratelimit"
	"example.com/shop/myapp/internal/version"
)

// sink is a response that costs nothing.
type sink struct{ header http.Header }

func (s *sink) Header() http.Header               { return s.header }
func (s *sink) WriteHeader(int)                   {}
func (s *sink) Write(data []byte) (int, error)    { return len(data), nil }
func (s *sink) WriteString(t string) (int, error) { return len(t), nil }

func benchmark(b *testing.B, handler http.Handler) {
	writer := &sink{http.Header{}}
	request := httptest.NewRequest("GET", "/notes/7", nil)
	b.ReportAllocs()
	for b.Loop() {
		clear(writer.header)
		handler.ServeHTTP(writer, request)
	}
}

func notes() *http.ServeMux {
	body := []byte(`{"id":"7"}`)
	return handle("GET /notes/{id}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	})
}

// whole is the whole chain before the routes.
func whole(cfg config.Config) *httpserver.Server {
	cfg.ServerSecurityHeaders, cfg.RequestTimeout = true, 8*time.Second
	return httpserver.New(httpserver.Options{
		Config:  cfg,
		Log:     logging.New(io.Discard, cfg).Logger,
		Metrics: metrics.New(version.Info{}),
		Limiter: ratelimit.New(1e9, 1e9),
	}, notes())
}

func BenchmarkHandler(b *testing.B) {
	b.Run("bare", func(b *testing.B) { benchmark(b, notes()) })
	for _, test := range []struct {
		name string
		cfg  config.Config
	}{
		{"without access log", config.Config{LogLevel: "warn"}},
		{"slog", config.Config{LogLevel: "info"}},
		{"slog with source", config.Config{LogLevel: "info", LogSource: true}},
		{"zap with source", config.Config{LogLevel: "info", LogSource: true, LogBackend: "zap"}},
	} {
		b.Run(test.name, func(b *testing.B) { benchmark(b, whole(test.cfg)) })
	}
}

// BenchmarkLoopback asks over connections that are kept alive, as clients do.
func BenchmarkLoopback(b *testing.B) {
	for _, test := range []struct {
		name    string
		handler http.Handler
	}{
		{"bare", notes()},
		{"slog with source", whole(config.Config{LogLevel: "info", LogSource: true})},
		{"zap with source", whole(config.Config{LogLevel: "info", LogSource: true, LogBackend: "zap"})},
	} {
		b.Run(test.name, func(b *testing.B) {
			server := httptest.NewServer(test.handler)
			defer server.Close()
			b.SetParallelism(16)
			began := cpu(b)
			b.RunParallel(func(work *testing.PB) {
				connection, err := net.Dial("tcp", server.Listener.Addr().String())
				if err != nil {
					b.Error(err)
					return
				}
				defer connection.Close()
				received := make([]byte, 4096)
				for work.Next() {
					// The answer comes in one piece.
					if _, err := io.WriteString(connection, "GET /notes/7 HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
						b.Error(err)
					}
					if n, err := connection.Read(received); err != nil || !strings.Contains(string(received[:n]), " 200 OK") {
						b.Errorf("got %q, %v", received[:n], err)
						return
					}
				}
			})
			b.ReportMetric(float64(cpu(b)-began)/float64(b.N), "cpu-ns/op")
		})
	}
}

// cpu is the processor time that the process, client and server, has used so far: it tells the truth on a busy machine.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
