// Command server is myapp, the reference service, in its first version: configuration, health, version, logs, the server's
// limits and an orderly end as the runtime contract says. It has no notes yet, no metrics, no rate limit and no request ids.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/health"
	"example.com/shop/myapp/internal/httpserver"
	"example.com/shop/myapp/internal/logging"
	"example.com/shop/myapp/internal/store"
	"example.com/shop/myapp/internal/version"
)

// Set when the image is built, by -ldflags.
var (
	Version   = "dev"
	GitCommit = "unknown"
	BuildTime = "unknown"
)

const (
	// badConfiguration is EX_CONFIG of sysexits.h.
	badConfiguration = 78
	misuse           = 64
)

// Below the 2 s that the readiness probe waits; the one who asks waits a little longer than the one who answers.
const (
	checkDeadline = time.Second
	askDeadline   = 1500 * time.Millisecond
)

func main() {
	os.Exit(run(os.Args[1:]))
}

// run runs what the arguments say and returns the exit code.
func run(arguments []string) int {
	healthcheck := len(arguments) == 1 && arguments[0] == "healthcheck"
	if len(arguments) > 0 && !healthcheck {
		fmt.Fprintf(os.Stderr, "unknown arguments %q; allowed: none to serve, or healthcheck\n", arguments)
		return misuse
	}
	cfg, err := config.FromEnvironment()
	switch {
	case err != nil && healthcheck:
		// Docker knows only 0 and 1.
		fmt.Fprintln(os.Stderr, err)
		return 1
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		return badConfiguration
	case healthcheck:
		return ask(cfg.ServerPort)
	}
	log := logging.New(os.Stdout, cfg)
	slog.SetDefault(log)
	store.LogTo(log)
	if err := serve(untilSignal(), cfg, log); err != nil {
		log.Error("ended badly", "error", err)
		return 1
	}
	log.Info("stopped")
	return 0
}

func ask(port uint16) int {
	if err := health.Ask(context.Background(), port, askDeadline); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// serve serves until ctx ends; what it opens is closed in the reverse order.
func serve(ctx context.Context, cfg config.Config, log *slog.Logger) error {
	build := version.Info{Version: Version, GitCommit: GitCommit, BuildTime: BuildTime}
	log.Info("starting", "version", build.Version, "git_commit", build.GitCommit, "build_time", build.BuildTime)
	if cfg.LogBackend != "slog" {
		log.Warn("this version logs by slog only", "LOG_BACKEND", cfg.LogBackend)
	}
	stores, err := store.Open(ctx, cfg)
	if err != nil {
		return err
	}
	defer stores.Close()
	ready := health.New(checkDeadline, map[string]health.Check{
		"database": stores.PingDatabase,
		"redis":    stores.PingCache,
	})
	server := httpserver.New(cfg, routes(ready, build), log)
	listener, err := net.Listen("tcp", server.Addr)
	if err != nil {
		return err
	}
	log.Info("listening", "address", listener.Addr().String())
	return httpserver.Serve(ctx, server, listener, httpserver.Ending{
		Begin:   ready.Stop,
		Drain:   cfg.ShutdownDrain,
		Timeout: cfg.ShutdownTimeout,
	})
}

func routes(ready *health.Health, build version.Info) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health/live", health.Live)
	mux.HandleFunc("GET /health/ready", ready.Ready)
	mux.Handle("GET /version", build)
	return mux
}
