// Command server is the ledger: PUT /payments/{payment} books a payment on two accounts, GET /accounts/{account} tells a
// balance. Metrics have a port of their own, so that no caller reaches them.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/payments/ledger/internal/books"
	"example.com/payments/ledger/internal/config"
	"example.com/payments/ledger/internal/health"
	"example.com/payments/ledger/internal/observe"
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
	// metricsPort is the port metrics of the definition.
	metricsPort = 9090
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
	cfg, database, err := configured()
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
	log := logger(cfg)
	slog.SetDefault(log)
	if err := start(untilSignal(), cfg, database, log); err != nil {
		log.Error("ended badly", "error", err)
		return 1
	}
	log.Info("stopped")
	return 0
}

// configured reads the configuration. What pgx says of a wrong address is not told, since it may hold the password.
func configured() (config.Config, *pgxpool.Config, error) {
	cfg, err := config.FromEnvironment()
	if err != nil {
		return cfg, nil, err
	}
	database, err := pgxpool.ParseConfig(cfg.DatabaseURL.Reveal())
	if err != nil {
		const expected = "not an address of PostgreSQL; expected one such as postgres://user:password@host:5432/database"
		return cfg, nil, config.Problems{{Name: "DATABASE_URL", Reason: expected}}
	}
	return cfg, database, nil
}

func logger(cfg config.Config) *slog.Logger {
	var level slog.Level
	// The generated configuration allows only levels that slog knows.
	_ = level.UnmarshalText([]byte(cfg.LogLevel))
	options := &slog.HandlerOptions{Level: level, AddSource: cfg.LogSource}
	if cfg.LogFormat == "text" {
		return slog.New(slog.NewTextHandler(os.Stdout, options))
	}
	return slog.New(slog.NewJSONHandler(os.Stdout, options))
}

func ask(port uint16) int {
	if err := health.Ask(context.Background(), port, askDeadline); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// start serves until ctx ends, and closes the database after the last request.
func start(ctx context.Context, cfg config.Config, to *pgxpool.Config, log *slog.Logger) error {
	log.Info("starting", "version", Version, "git_commit", GitCommit, "build_time", BuildTime)
	database, err := pgxpool.NewWithConfig(ctx, to)
	if err != nil {
		return err
	}
	defer database.Close()
	kept := books.In(database)
	ready := health.New(checkDeadline, map[string]health.Check{"database": kept.Ready})
	observer := observe.New(log, Version, GitCommit, BuildTime)
	return serve(ctx, cfg, ready, servers(cfg, routes(cfg, kept, ready, observer), observer.Metrics(), log))
}
