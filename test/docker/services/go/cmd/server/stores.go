package main

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"

	"example.com/shop/orders/internal/config"
)

// stores are what the service needs to answer.
type stores struct {
	database *pgxpool.Pool
	cache    *redis.Client
}

func connect(cfg config.Config) (*stores, error) {
	address := url.URL{
		Scheme: "postgres",
		User:   url.UserPassword(cfg.DBUser, cfg.DBPassword.Reveal()),
		Host:   net.JoinHostPort(cfg.DBHost, fmt.Sprint(cfg.DBPort)),
		Path:   cfg.DBName,
	}
	database, err := pgxpool.New(context.Background(), address.String())
	if err != nil {
		return nil, err
	}
	cache := redis.NewClient(&redis.Options{Addr: net.JoinHostPort(cfg.RedisHost, fmt.Sprint(cfg.RedisPort))})
	return &stores{database, cache}, nil
}

// migrate makes the table, one process at a time.
func migrate(cfg config.Config) error {
	stores, err := connect(cfg)
	if err != nil {
		return err
	}
	defer stores.close()
	_, err = stores.database.Exec(context.Background(), `
		BEGIN;
		SELECT pg_advisory_xact_lock(1);
		CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
		COMMIT`)
	return err
}

func (s *stores) close() {
	s.database.Close()
	s.cache.Close()
}

// ping asks both at once, with a deadline below the probe's.
func (s *stores) ping(ctx context.Context) (map[string]string, bool) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	asked := map[string]func() error{
		"database": func() error { return s.database.Ping(ctx) },
		"redis":    func() error { return s.cache.Ping(ctx).Err() },
	}
	answers, ok := map[string]string{}, true
	var lock sync.Mutex
	var all sync.WaitGroup
	for name, ask := range asked {
		all.Go(func() {
			err := ask()
			lock.Lock()
			defer lock.Unlock()
			answers[name] = "OK"
			if err != nil {
				answers[name], ok = "away", false
			}
		})
	}
	all.Wait()
	return answers, ok
}
