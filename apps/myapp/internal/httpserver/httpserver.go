// Package httpserver serves HTTP with the configured limits, tells the log and the metrics of every request, and ends in
// order.
package httpserver

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"example.com/shop/myapp/internal/clientip"
	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/metrics"
	"example.com/shop/myapp/internal/ratelimit"
)

// Options are what a server works with. Without a Limiter no client is limited.
type Options struct {
	Config  config.Config
	Log     *slog.Logger
	Metrics *metrics.Metrics
	Limiter *ratelimit.Limiter
	Proxies clientip.Proxies
}

// Server serves the routes until Shutdown.
type Server struct {
	Options
	routes   *http.ServeMux
	http     *http.Server
	draining atomic.Bool
	// cut ends the context of every request, and says why.
	cut context.CancelCauseFunc
}

// errCutOff is why the context of a request ends that Shutdown cuts off.
var errCutOff = errors.New("the server ends")

// lastAnswers is how long requests that are cut off have to answer so, before their connections are gone.
const lastAnswers = 50 * time.Millisecond

// New returns a server of the routes, with the configured timeouts and limits.
func New(o Options, routes *http.ServeMux) *Server {
	base, cut := context.WithCancelCause(context.Background())
	s := &Server{Options: o, routes: routes, cut: cut}
	s.http = &http.Server{
		Handler:           s,
		ReadTimeout:       o.Config.ServerReadTimeout,
		ReadHeaderTimeout: o.Config.ServerReadHeaderTimeout,
		WriteTimeout:      o.Config.ServerWriteTimeout,
		IdleTimeout:       o.Config.ServerIdleTimeout,
		MaxHeaderBytes:    int(o.Config.ServerMaxHeaderBytes),
		ErrorLog:          slog.NewLogLogger(o.Log.Handler(), slog.LevelWarn),
		BaseContext:       func(net.Listener) context.Context { return base },
		ConnState:         o.Metrics.ConnState,
		// Without it, OPTIONS * would be answered past the chain.
		DisableGeneralOptionsHandler: true,
	}
	return s
}

// Listen listens on the configured address.
func (s *Server) Listen() (net.Listener, error) {
	port := strconv.Itoa(int(s.Config.ServerPort))
	return net.Listen("tcp", net.JoinHostPort(s.Config.ServerHost, port))
}

// Serve serves the connections of the listener. It returns nil as soon as Shutdown begins, which is to be waited for.
func (s *Server) Serve(listener net.Listener) error {
	if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	return nil
}

// Drain makes every answer from now on say "Connection: close", so that clients move to other processes before Shutdown
// closes the connections. Requests are answered as before.
func (s *Server) Drain() {
	s.draining.Store(true)
}

// Shutdown accepts no connection any more and waits for the requests in flight. Those that are left at the end of ctx
// are cut off, and an error is returned.
func (s *Server) Shutdown(ctx context.Context) error {
	s.Drain()
	defer s.cut(errCutOff)
	err := s.http.Shutdown(ctx)
	switch {
	case err == nil:
		return nil
	case ctx.Err() == nil:
		return fmt.Errorf("closing the listener: %w", err)
	}
	s.cut(errCutOff)
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastAnswers)
	defer cancel()
	_ = s.http.Shutdown(last)
	return fmt.Errorf("requests in flight were cut off: %w", errors.Join(err, s.http.Close()))
}
