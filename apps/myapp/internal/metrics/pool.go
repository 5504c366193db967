package metrics

import "github.com/prometheus/client_golang/prometheus"

// Pool is what a pool of connections to the database tells of itself.
type Pool struct {
	InUse, Idle, Most int32
	// Waits is how often a request had to wait for a connection.
	Waits int64
}

// ShowPool shows a pool, which is asked at each scrape. It may be called once.
func (m *Metrics) ShowPool(ask func() Pool) {
	gauge := func(name, help string, value func(Pool) int32) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help},
			func() float64 { return float64(value(ask())) })
	}
	m.registry.MustRegister(
		gauge("db_connections_in_use", "Connections to the database that a request uses.", func(p Pool) int32 { return p.InUse }),
		gauge("db_connections_idle", "Connections to the database that nobody uses.", func(p Pool) int32 { return p.Idle }),
		gauge("db_connections_max", "Connections to the database that there may be.", func(p Pool) int32 { return p.Most }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "db_connection_waits_total",
			Help: "Requests that had to wait for a connection to the database.",
		}, func() float64 { return float64(ask().Waits) }),
	)
}
