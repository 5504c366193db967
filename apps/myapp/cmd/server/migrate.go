package main

import (
	"context"
	"os"

	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/postgres"
)

// migrate brings the tables of the database up to date.
func migrate(ctx context.Context, cfg config.Config) int {
	log := newLog(os.Stdout, cfg)
	defer log.Flush()
	log.Info("migrating", identity()...)
	if err := postgres.Migrate(ctx, cfg, log.Logger); err != nil {
		log.Error("the tables are not up to date", "error", err)
		return failure
	}
	return success
}
