// Command bare serves what myapp serves by net/http alone: the same handlers with the same stores, but no request ids, no
// access log, no metrics, no headers, no rate limit and no deadline. It is what the bench compares myapp with.
package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"

	"example.com/shop/myapp/internal/cache"
	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/notes"
	"example.com/shop/myapp/internal/postgres"
	"example.com/shop/myapp/internal/version"
)

func main() {
	if err := serve(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(ctx context.Context) error {
	cfg, err := config.FromEnvironment()
	if err != nil {
		return err
	}
	pool, err := postgres.Open(ctx, func() config.Config { return cfg })
	if err != nil {
		return err
	}
	untimed := func(string, time.Duration) {}
	mux := http.NewServeMux()
	notes.New(pool, cache.Open(cfg), cfg.NotesCacheTTL, untimed).Routes(mux)
	mux.Handle("GET /version", version.Info{Version: "v1.2.3", GitCommit: "abc1234", BuildTime: "2026-01-02T03:04:05Z"})
	address := net.JoinHostPort(cfg.ServerHost, strconv.Itoa(int(cfg.ServerPort)))
	return http.ListenAndServe(address, mux)
}
