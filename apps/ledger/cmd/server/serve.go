package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"example.com/payments/ledger/internal/config"
	"example.com/payments/ledger/internal/health"
)

// servers returns the service's own server and the one of its metrics, in the order in which they end.
func servers(cfg config.Config, service, metrics http.Handler, log *slog.Logger) []*http.Server {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", metrics)
	limited := func(port uint16, handler http.Handler) *http.Server {
		return &http.Server{
			Addr:              fmt.Sprintf(":%d", port),
			Handler:           handler,
			ReadTimeout:       cfg.ServerReadTimeout,
			ReadHeaderTimeout: cfg.ServerReadHeaderTimeout,
			WriteTimeout:      cfg.ServerWriteTimeout,
			IdleTimeout:       cfg.ServerIdleTimeout,
			MaxHeaderBytes:    int(cfg.ServerMaxHeaderBytes),
			ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		}
	}
	return []*http.Server{limited(cfg.ServerPort, service), limited(metricsPort, mux)}
}

// serve serves until ctx ends, and then: readiness fails, the drain time passes, the requests in flight end.
func serve(ctx context.Context, cfg config.Config, ready *health.Health, servers []*http.Server) error {
	failed := make(chan error, len(servers))
	for _, server := range servers {
		listener, err := net.Listen("tcp", server.Addr)
		if err != nil {
			return err
		}
		slog.Info("listening", "address", listener.Addr().String())
		go func() { failed <- server.Serve(listener) }()
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	slog.Info("stopping", "drain", cfg.ShutdownDrain.String(), "timeout", cfg.ShutdownTimeout.String())
	ready.Stop()
	time.Sleep(cfg.ShutdownDrain)
	deadline, cancel := context.WithTimeout(context.Background(), cfg.ShutdownTimeout)
	defer cancel()
	for _, server := range servers {
		if err := server.Shutdown(deadline); err != nil {
			return fmt.Errorf("requests were cut off after %s: %w", cfg.ShutdownTimeout, errors.Join(err, server.Close()))
		}
	}
	return nil
}
