// Package httpserver serves HTTP with the configured limits, and ends in order.
package httpserver

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"example.com/shop/myapp/internal/config"
)

// New returns a server with the configured timeouts and limits.
func New(cfg config.Config, handler http.Handler, log *slog.Logger) *http.Server {
	if cfg.ServerSecurityHeaders {
		handler = secure(handler)
	}
	return &http.Server{
		Addr:              fmt.Sprintf(":%d", cfg.ServerPort),
		Handler:           handler,
		ReadTimeout:       cfg.ServerReadTimeout,
		ReadHeaderTimeout: cfg.ServerReadHeaderTimeout,
		WriteTimeout:      cfg.ServerWriteTimeout,
		IdleTimeout:       cfg.ServerIdleTimeout,
		MaxHeaderBytes:    int(cfg.ServerMaxHeaderBytes),
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// Ending says how a server ends.
type Ending struct {
	// Begin is called first: readiness fails from then on.
	Begin func()
	// Drain is how long load balancers have to notice.
	Drain time.Duration
	// Timeout is how long the requests in flight have.
	Timeout time.Duration
}

// Serve serves until ctx ends, and then: readiness fails, the drain time passes, no connection is accepted any more, the
// requests in flight end. It returns an error if it could not serve, or if requests were still in flight at the end.
func Serve(ctx context.Context, server *http.Server, listener net.Listener, ending Ending) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	slog.Info("stopping", "drain", ending.Drain.String(), "timeout", ending.Timeout.String())
	ending.Begin()
	select {
	case err := <-failed:
		return err
	case <-time.After(ending.Drain):
	}
	deadline, cancel := context.WithTimeout(context.Background(), ending.Timeout)
	defer cancel()
	if err := server.Shutdown(deadline); err != nil {
		return fmt.Errorf("requests were cut off after %s: %w", ending.Timeout, errors.Join(err, server.Close()))
	}
	slog.Info("no request is in flight any more")
	return nil
}
