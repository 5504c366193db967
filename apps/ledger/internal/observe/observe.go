// Package observe makes requests visible: an id for each, a line in the log, and metrics.
package observe

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Observer counts and times requests.
type Observer struct {
	registry *prometheus.Registry
	total    *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	log      *slog.Logger
}

// New returns an observer whose metrics tell which build this is.
func New(log *slog.Logger, version, commit, buildTime string) *Observer {
	o := &Observer{
		registry: prometheus.NewRegistry(),
		total: prometheus.NewCounterVec(
			prometheus.CounterOpts{Name: "http_requests_total", Help: "Requests that were answered."},
			[]string{"method", "path", "status"},
		),
		seconds: prometheus.NewHistogramVec(
			prometheus.HistogramOpts{Name: "http_request_duration_seconds", Help: "How long answers took."},
			[]string{"method", "path"},
		),
		log: log,
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name:        "build_info",
		Help:        "Which build this is.",
		ConstLabels: prometheus.Labels{"version": version, "commit": commit, "build_time": buildTime},
	})
	build.Set(1)
	process := collectors.NewProcessCollector(collectors.ProcessCollectorOpts{})
	o.registry.MustRegister(o.total, o.seconds, build, collectors.NewGoCollector(), process)
	return o
}

// Metrics answers in the text format of Prometheus.
func (o *Observer) Metrics() http.Handler {
	return promhttp.HandlerFor(o.registry, promhttp.HandlerOpts{})
}

type logKey struct{}

// Log returns the logger of a request, which writes the request's id on every line.
func Log(ctx context.Context) *slog.Logger {
	if log, ok := ctx.Value(logKey{}).(*slog.Logger); ok {
		return log
	}
	return slog.Default()
}

var wellFormed = regexp.MustCompile(`^[\w.-]{8,64}$`)

// Wrap observes what next does. The path it tells is the route's pattern, so that the number of series is bounded.
func (o *Observer) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		id := r.Header.Get("X-Request-ID")
		if !wellFormed.MatchString(id) {
			id = rand.Text()
		}
		w.Header().Set("X-Request-ID", id)
		log := o.log.With("request_id", id)
		r = r.WithContext(context.WithValue(r.Context(), logKey{}, log))
		answer := &recorder{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(answer, r)
		took := time.Since(began)
		method, path := methodOf(r), pathOf(r)
		o.total.WithLabelValues(method, path, strconv.Itoa(answer.status)).Inc()
		o.seconds.WithLabelValues(method, path).Observe(took.Seconds())
		log.Log(r.Context(), levelOf(path), "request", "method", method, "path", r.URL.Path, "status", answer.status,
			"duration_ms", float64(took.Microseconds())/1000, "remote", r.RemoteAddr)
	})
}

// levelOf keeps the platform's own questions, some every second, out of the usual log.
func levelOf(path string) slog.Level {
	if strings.HasPrefix(path, "/health/") {
		return slog.LevelDebug
	}
	return slog.LevelInfo
}

var methods = []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

func methodOf(r *http.Request) string {
	if slices.Contains(methods, r.Method) {
		return r.Method
	}
	return "other"
}

func pathOf(r *http.Request) string {
	if _, path, found := strings.Cut(r.Pattern, " "); found {
		return path
	}
	return "unknown"
}

type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Unwrap gives http.ResponseController what lies beneath.
func (r *recorder) Unwrap() http.ResponseWriter {
	return r.ResponseWriter
}
