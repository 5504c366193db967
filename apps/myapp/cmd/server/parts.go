package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"

	"example.com/shop/myapp/internal/cache"
	"example.com/shop/myapp/internal/clientip"
	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/health"
	"example.com/shop/myapp/internal/httpserver"
	"example.com/shop/myapp/internal/lifecycle"
	"example.com/shop/myapp/internal/logging"
	"example.com/shop/myapp/internal/metrics"
	"example.com/shop/myapp/internal/notes"
	"example.com/shop/myapp/internal/postgres"
	"example.com/shop/myapp/internal/ratelimit"
	"example.com/shop/myapp/internal/worker"
)

// parts are what the process is made of, in the order in which they need each other.
type parts struct {
	log      *logging.Log
	config   atomic.Pointer[config.Config]
	limiter  *ratelimit.Limiter
	cache    *redis.Client
	database *pgxpool.Pool
	// probe is the connection to the database that readiness asks over.
	probe   *pgxpool.Pool
	sweeper *worker.Worker
	ready   *health.Health
	server  *httpserver.Server
}

// open makes the parts. None of them works or connects yet, so that there is nothing to end where it fails, which it does
// only because of the configuration.
func open(cfg config.Config, log *logging.Log) (*parts, error) {
	p := &parts{log: log, limiter: ratelimit.New(cfg.ServerRateLimit, int(cfg.ServerRateBurst))}
	p.config.Store(&cfg)
	proxies, err := clientip.Parse(cfg.ServerTrustedProxies)
	if err != nil {
		return nil, fmt.Errorf("SERVER_TRUSTED_PROXIES: %w", err)
	}
	current := func() config.Config { return *p.config.Load() }
	if p.database, err = postgres.Open(context.Background(), current); err != nil {
		return nil, err
	}
	if p.probe, err = postgres.OpenProbe(context.Background(), current); err != nil {
		return nil, err
	}
	p.cache = cache.Open(cfg)
	measured := metrics.New(build())
	measured.ShowPool(p.pool)
	kept := notes.New(p.database, p.cache, cfg.NotesCacheTTL, measured.Query)
	p.sweeper = worker.New("sweeper", cfg.NotesSweepInterval, sweep(kept))
	p.ready = health.New(cfg.HealthTimeout,
		map[string]health.Check{"database": p.probe.Ping},
		map[string]health.Check{"redis": func(ctx context.Context) error { return p.cache.Ping(ctx).Err() }})
	p.server = httpserver.New(httpserver.Options{
		Config:  cfg,
		Log:     log.Logger,
		Metrics: measured,
		Limiter: p.limiter,
		Proxies: proxies,
	}, routes(p.ready, measured, kept))
	return p, nil
}

// pool is how many connections to the database there are for the work.
func (p *parts) pool() metrics.Pool {
	stat := p.database.Stat()
	return metrics.Pool{
		InUse: stat.AcquiredConns(),
		Idle:  stat.IdleConns(),
		Most:  stat.MaxConns(),
		Waits: stat.EmptyAcquireCount(),
	}
}

func sweep(kept *notes.Notes) func(context.Context) error {
	return func(ctx context.Context) error {
		removed, err := kept.Sweep(ctx)
		slog.DebugContext(ctx, "swept", "removed", removed)
		return err
	}
}

// end ends all parts, in the reverse order of their needs.
func (p *parts) end() error {
	return lifecycle.End(p.log.Logger, p.config.Load().ShutdownTimeout,
		lifecycle.Step{Name: "requests", Share: 70, Run: p.server.Shutdown},
		lifecycle.Step{Name: "worker", Share: 15, Run: p.sweeper.Stop},
		lifecycle.Step{Name: "database", Share: 5, Run: p.closeDatabase},
		lifecycle.Step{Name: "cache", Share: 5, Run: func(context.Context) error { return p.cache.Close() }},
		lifecycle.Step{Name: "logs", Share: 5, Run: func(context.Context) error { return p.log.Flush() }},
	)
}

func (p *parts) closeDatabase(context.Context) error {
	p.database.Close()
	p.probe.Close()
	return nil
}
