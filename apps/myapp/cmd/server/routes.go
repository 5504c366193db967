package main

import (
	"net/http"

	"example.com/shop/myapp/internal/health"
	"example.com/shop/myapp/internal/metrics"
	"example.com/shop/myapp/internal/notes"
)

// routes are all that the process answers.
func routes(ready *health.Health, measured *metrics.Metrics, kept *notes.Notes) *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health/live", health.Live)
	mux.HandleFunc("GET /health/ready", ready.Ready)
	mux.Handle("GET /metrics", measured.Handler())
	mux.Handle("GET /version", build())
	kept.Routes(mux)
	return mux
}
