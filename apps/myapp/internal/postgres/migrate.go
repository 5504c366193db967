package postgres

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"example.com/shop/myapp/internal/config"
)

//go:embed migrations/*.sql
var migrations embed.FS

const (
	// patience is how long a database that is just starting has until it accepts connections.
	patience = time.Minute
	between  = 500 * time.Millisecond
	// Those who come at the same time look once a second whether the one who migrates has ended, for ten minutes.
	lockPeriodSeconds = 1
	lockAttempts      = 600
	// lockTimeout ends a migration that waits for a table in use, since everybody else would queue up behind it.
	lockTimeout = "10s"
)

// Migrate brings the tables of the database up to date. Many may do it at once: one works, the others wait and find
// nothing left to do. It waits up to a minute for a database that does not accept connections yet; one that refuses the
// user or does not exist is an error at once. A database that is newer than the program is left as it is.
func Migrate(ctx context.Context, cfg config.Config, log *slog.Logger) error {
	settings, err := pgx.ParseConfig(address(cfg))
	if err != nil {
		return fmt.Errorf("the address of the database: %w", err)
	}
	settings.RuntimeParams["lock_timeout"] = lockTimeout
	database := stdlib.OpenDB(*settings)
	defer database.Close()
	if err := await(ctx, patience, database.PingContext, log); err != nil {
		return err
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("the migrations: %w", err)
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(lockPeriodSeconds, lockAttempts))
	if err != nil {
		return fmt.Errorf("the lock of the migrations: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, database, files,
		goose.WithSessionLocker(locker), goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return fmt.Errorf("the migrations: %w", err)
	}
	applied, err := provider.Up(ctx)
	for _, step := range applied {
		log.InfoContext(ctx, "migrated", "file", path.Base(step.Source.Path), "took", step.Duration.String())
	}
	if err != nil {
		return fmt.Errorf("migrating: %w", err)
	}
	log.InfoContext(ctx, "the tables are up to date", "applied", len(applied))
	return nil
}

// await pings until there is an answer.
func await(ctx context.Context, patience time.Duration, ping func(context.Context) error, log *slog.Logger) error {
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var last error
	for attempt := 1; ; attempt++ {
		err := ping(limited)
		if err == nil {
			return nil
		}
		// What went wrong before says more than that the time is over.
		if last == nil || limited.Err() == nil {
			last = err
		}
		if refused(err) {
			return fmt.Errorf("the database refuses the connection: %w", err)
		}
		if attempt == 1 {
			log.WarnContext(ctx, "waiting for the database", "at_most", patience.String(), "error", err)
		}
		select {
		case <-limited.Done():
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("waiting for the database: %w", errors.Join(err, last))
			}
			return fmt.Errorf("the database accepted no connection within %s: %w", patience, last)
		case <-time.After(between):
		}
	}
}

// refused says whether waiting is no use: the user, the password or the name of the database is wrong.
func refused(err error) bool {
	var told *pgconn.PgError
	return errors.As(err, &told) && (strings.HasPrefix(told.Code, "28") || strings.HasPrefix(told.Code, "3D"))
}
