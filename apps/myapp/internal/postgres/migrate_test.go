package postgres_test

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"example.com/shop/myapp/internal/postgres"
	"example.com/shop/myapp/internal/teststores"
)

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func versions(t *testing.T, connection *pgx.Conn) []int64 {
	t.Helper()
	rows, err := connection.Query(t.Context(), "SELECT version_id FROM goose_db_version ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestMigratingAgainChangesNothing(t *testing.T) {
	variables, connection := teststores.Database(t)
	var lines bytes.Buffer
	for range 2 {
		if err := postgres.Migrate(t.Context(), teststores.Config(t, variables), slog.New(slog.NewTextHandler(&lines, nil))); err != nil {
			t.Fatal(err)
		}
		teststores.Exec(t, connection, "INSERT INTO notes (id, title, text) VALUES (gen_random_uuid(), 'kept', '')")
	}
	if got := versions(t, connection); !slices.Equal(got, []int64{0, 1}) {
		t.Errorf("got the versions %v", got)
	}
	for _, part := range []string{"file=00001_notes.sql", "applied=1", "applied=0"} {
		if strings.Count(lines.String(), part) != 1 {
			t.Errorf("%q is not once in %s", part, &lines)
		}
	}
}

func TestTenMigrateAtOnceAndOneDoesIt(t *testing.T) {
	variables, connection := teststores.Database(t)
	cfg := teststores.Config(t, variables)
	began := time.Now()
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if err := postgres.Migrate(t.Context(), cfg, quiet()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	t.Logf("it took %s", time.Since(began))
	if got := versions(t, connection); !slices.Equal(got, []int64{0, 1}) {
		t.Errorf("got the versions %v", got)
	}
}

func TestADatabaseNewerThanTheProgramIsLeftAsItIs(t *testing.T) {
	variables, connection := teststores.Database(t)
	cfg := teststores.Config(t, variables)
	for range 2 {
		if err := postgres.Migrate(t.Context(), cfg, quiet()); err != nil {
			t.Fatal(err)
		}
		teststores.Exec(t, connection, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, true)")
	}
}

func TestMigrateWaitsForADatabaseThatComesLater(t *testing.T) {
	variables, connection := teststores.Database(t)
	relay := teststores.NewRelay(t, variables, "DB_HOST", "DB_PORT")
	relay.Cut()
	time.AfterFunc(1200*time.Millisecond, relay.Return)
	began := time.Now()
	if err := postgres.Migrate(t.Context(), teststores.Config(t, variables), quiet()); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took < 1200*time.Millisecond || took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
	if got := versions(t, connection); len(got) != 2 {
		t.Errorf("got the versions %v", got)
	}
}

func TestMigrateEndsAtOnceWhereWaitingIsNoUse(t *testing.T) {
	variables, _ := teststores.Database(t)
	for name, wrong := range map[string]map[string]string{
		"the database does not exist": {"DB_NAME": "no-such-database"},
		"the user does not exist":     {"DB_USER": "no-such-user", "DB_PASSWORD": "none"},
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			err := postgres.Migrate(t.Context(), teststores.Config(t, variables, wrong), quiet())
			if took := time.Since(began); err == nil || took > 5*time.Second {
				t.Errorf("got %v after %s", err, took)
			}
		})
	}
}

func TestMigrateEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	err := postgres.Migrate(ctx, teststores.Config(t, map[string]string{"DB_HOST": "127.0.0.1", "DB_PORT": "1"}), quiet())
	if took := time.Since(began); err == nil || !strings.Contains(err.Error(), "refused") || took > 2*time.Second {
		t.Errorf("got %v after %s", err, took)
	}
}
