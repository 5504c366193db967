// Package postgres connects to the database and brings its tables up to date.
package postgres

import (
	"context"
	"fmt"
	"math"
	"net"
	"net/url"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/version"
)

const (
	connectTimeout = 5 * time.Second
	// pingTimeout ends the wait for a connection whose other end is gone without having said so.
	pingTimeout       = time.Second
	healthCheckPeriod = 30 * time.Second
	idleTime          = 5 * time.Minute
	// A connection's life is short enough that a new address of the database and a new password are soon used by all.
	lifetime       = 30 * time.Minute
	lifetimeJitter = 5 * time.Minute
	// statementMargin is how much longer than a request the server works on a statement nobody waits for any more.
	statementMargin = time.Second
)

// Open prepares the connections for the work: as many as the configuration allows, but the one of OpenProbe. It makes
// none, so that the process starts, and tells that it is not ready, while the database is away. Each new connection uses
// the password that the configuration has then. It fails where the configuration makes no address or allows too few.
func Open(ctx context.Context, current func() config.Config) (*pgxpool.Pool, error) {
	most := current().DBMaxConnections
	if most < 2 || most > math.MaxInt32 {
		return nil, fmt.Errorf("DB_MAX_CONNECTIONS: %d is not allowed; expected at least 2", most)
	}
	return open(ctx, current, int32(most-1))
}

// OpenProbe prepares the one connection over which readiness asks whether the database is there. It is none of those for
// the work: when all of them are busy the database is there nevertheless, and a process that were taken away for it would
// leave its requests to others, which are as busy.
func OpenProbe(ctx context.Context, current func() config.Config) (*pgxpool.Pool, error) {
	return open(ctx, current, 1)
}

func open(ctx context.Context, current func() config.Config, most int32) (*pgxpool.Pool, error) {
	cfg := current()
	settings, err := pgxpool.ParseConfig(address(cfg))
	if err != nil {
		return nil, fmt.Errorf("the address of the database: %w", err)
	}
	settings.MaxConns = most
	settings.MaxConnIdleTime = idleTime
	settings.MaxConnLifetime = lifetime
	settings.MaxConnLifetimeJitter = lifetimeJitter
	settings.HealthCheckPeriod = healthCheckPeriod
	settings.PingTimeout = pingTimeout
	settings.ConnConfig.RuntimeParams["statement_timeout"] = statementTimeout(cfg.RequestTimeout)
	settings.BeforeConnect = func(_ context.Context, next *pgx.ConnConfig) error {
		next.Password = current().DBPassword.Reveal()
		return nil
	}
	pool, err := pgxpool.NewWithConfig(ctx, settings)
	if err != nil {
		return nil, fmt.Errorf("the connections to the database: %w", err)
	}
	return pool, nil
}

// statementTimeout is in milliseconds, as PostgreSQL takes it; 0 is none.
func statementTimeout(request time.Duration) string {
	if request <= 0 {
		return "0"
	}
	return strconv.FormatInt(min((request+statementMargin).Milliseconds(), math.MaxInt32), 10)
}

func address(cfg config.Config) string {
	parameters := url.Values{
		"application_name": {version.Name},
		"connect_timeout":  {strconv.Itoa(int(connectTimeout.Seconds()))},
		"sslmode":          {cfg.DBSSLMode},
	}
	if cfg.DBSSLRootCert != "" {
		parameters.Set("sslrootcert", cfg.DBSSLRootCert)
	}
	whole := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(cfg.DBUser, cfg.DBPassword.Reveal()),
		Host:     net.JoinHostPort(cfg.DBHost, fmt.Sprint(cfg.DBPort)),
		Path:     "/" + cfg.DBName,
		RawQuery: parameters.Encode(),
	}
	return whole.String()
}
