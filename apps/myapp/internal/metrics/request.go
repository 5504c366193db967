package metrics

import (
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

const (
	unmatched = "unmatched"
	other     = "other"
)

// series is one value of each label of a request; whatever is sent, there are only so many.
type series struct {
	method, route string
	status        int
}

// child is where the requests of a series are counted; finding it here costs less than by the labels.
type child struct {
	total   prometheus.Counter
	seconds prometheus.Observer
}

// Request tells that a request, which the mux matched with the pattern ("" for none), was answered and took so long.
func (m *Metrics) Request(method, pattern string, status int, took time.Duration) {
	if status < 100 || status > 599 {
		status = 0
	}
	key := series{methodLabel(method), Route(pattern), status}
	found, ok := (*m.known.Load())[key]
	if !ok {
		found = m.add(key)
	}
	found.total.Inc()
	found.seconds.Observe(took.Seconds())
}

func (m *Metrics) add(key series) child {
	m.adding.Lock()
	defer m.adding.Unlock()
	added := child{
		total:   m.requests.WithLabelValues(key.method, key.route, statusLabel(key.status)),
		seconds: m.seconds.WithLabelValues(key.method, key.route),
	}
	next := maps.Clone(*m.known.Load())
	next[key] = added
	m.known.Store(&next)
	return added
}

// Route is the label of a pattern of the mux: the pattern without its method, or "unmatched" for "".
func Route(pattern string) string {
	if pattern == "" {
		return unmatched
	}
	if end := strings.IndexAny(pattern, " \t"); end >= 0 {
		return strings.TrimLeft(pattern[end:], " \t")
	}
	return pattern
}

func methodLabel(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete,
		http.MethodConnect, http.MethodOptions, http.MethodTrace:
		return method
	}
	return other
}

func statusLabel(status int) string {
	if status == 0 {
		return other
	}
	return strconv.Itoa(status)
}
