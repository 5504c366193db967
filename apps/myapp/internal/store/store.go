// Package store holds the connections to the database and to the cache.
package store

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/url"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"

	"example.com/shop/myapp/internal/config"
)

// Stores are what the service keeps its data in.
type Stores struct {
	Database *pgxpool.Pool
	Cache    *redis.Client
}

// Open prepares the connections. It makes none, so that the process starts, and tells that it is not ready, while the
// database or the cache is away. It fails where the configuration makes no address.
func Open(ctx context.Context, cfg config.Config) (*Stores, error) {
	database, err := pgxpool.New(ctx, databaseURL(cfg))
	if err != nil {
		return nil, fmt.Errorf("the address of the database: %w", err)
	}
	cache := redis.NewClient(&redis.Options{
		Addr:                  address(cfg.RedisHost, cfg.RedisPort),
		DB:                    int(cfg.RedisDB),
		ContextTimeoutEnabled: true,
	})
	return &Stores{database, cache}, nil
}

func databaseURL(cfg config.Config) string {
	address := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(cfg.DBUser, cfg.DBPassword.Reveal()),
		Host:     address(cfg.DBHost, cfg.DBPort),
		Path:     "/" + cfg.DBName,
		RawQuery: url.Values{"sslmode": {cfg.DBSSLMode}, "connect_timeout": {"5"}}.Encode(),
	}
	return address.String()
}

func address(host string, port uint16) string {
	return net.JoinHostPort(host, fmt.Sprint(port))
}

// PingDatabase asks PostgreSQL for an answer.
func (s *Stores) PingDatabase(ctx context.Context) error {
	return s.Database.Ping(ctx)
}

// PingCache asks Redis for an answer.
func (s *Stores) PingCache(ctx context.Context) error {
	return s.Cache.Ping(ctx).Err()
}

// Close ends the connections of the database and then those of the cache.
func (s *Stores) Close() {
	s.Database.Close()
	slog.Info("the database is closed")
	if err := s.Cache.Close(); err != nil {
		slog.Error("closing the cache", "error", err)
		return
	}
	slog.Info("the cache is closed")
}

// LogTo makes the client of Redis, which has a log of its own, write to the logger.
func LogTo(log *slog.Logger) {
	redis.SetLogger(redisLog{log})
}

type redisLog struct{ log *slog.Logger }

func (l redisLog) Printf(ctx context.Context, format string, values ...any) {
	l.log.WarnContext(ctx, fmt.Sprintf(format, values...), "client", "redis")
}
