package metrics_test

import (
	"testing"

	"example.com/shop/myapp/internal/metrics"
)

func TestShowsWhatThePoolTellsAtEachScrape(t *testing.T) {
	m := metrics.New(build)
	pool := metrics.Pool{Most: 9}
	m.ShowPool(func() metrics.Pool { return pool })
	has(t, scrape(t, m), "db_connections_in_use 0", "db_connections_max 9")
	pool = metrics.Pool{InUse: 3, Idle: 2, Most: 9, Waits: 4}
	has(t, scrape(t, m),
		"db_connections_in_use 3", "db_connections_idle 2", "db_connections_max 9", "db_connection_waits_total 4")
}
