// Package metrics counts and times what the process does, and shows it to Prometheus.
package metrics

import (
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"example.com/shop/myapp/internal/version"
)

// scrapesAtOnce bounds the work of GET /metrics, which no rate limit does.
const scrapesAtOnce = 8

// Metrics are the metrics of the process, in a registry of their own.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	queries  *prometheus.HistogramVec
	active   prometheus.Gauge

	// known is never changed, only replaced, so that it is read without a lock.
	known  atomic.Pointer[map[series]child]
	adding sync.Mutex
}

// New returns the metrics of a process that is this build.
func New(build version.Info) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "http_requests_total",
			Help: "Requests that were answered, by method, pattern of the route and status.",
		}, []string{"method", "path", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "http_request_duration_seconds",
			Help:    "How long answering a request took, by method and pattern of the route.",
			Buckets: prometheus.DefBuckets,
		}, []string{"method", "path"}),
		queries: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "db_query_duration_seconds",
			Help:    "How long a query of the database took, by its name.",
			Buckets: []float64{.001, .005, .01, .025, .05, .1, .25, .5, 1},
		}, []string{"query"}),
		active: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "active_connections",
			Help: "Connections of clients that are open.",
		}),
	}
	m.known.Store(&map[series]child{})
	identity := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "build_info",
		Help: "1, labelled with the build that runs.",
		ConstLabels: prometheus.Labels{
			"version":    build.Version,
			"commit":     build.GitCommit,
			"build_time": build.BuildTime,
		},
	})
	identity.Set(1)
	m.registry.MustRegister(
		m.requests, m.seconds, m.queries, m.active, identity,
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return m
}

// Handler answers with all metrics in the text format of Prometheus.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: scrapesAtOnce})
}

// Query tells that a query of the database took so long. The name must be a constant of the program.
func (m *Metrics) Query(name string, took time.Duration) {
	m.queries.WithLabelValues(name).Observe(took.Seconds())
}

// ConnState keeps the number of open connections, as the hook of a server.
func (m *Metrics) ConnState(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		m.active.Inc()
	case http.StateClosed, http.StateHijacked:
		m.active.Dec()
	}
}
