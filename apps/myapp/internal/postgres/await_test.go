package postgres

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

func TestAwait(t *testing.T) {
	starting := &pgconn.PgError{Code: "57P03", Message: "the database system is starting up"}
	for name, test := range map[string]struct {
		ping func(attempt int) error
		took time.Duration
		want string
	}{
		"ends with the first answer": {func(attempt int) error {
			if attempt < 5 {
				return starting
			}
			return nil
		}, 2 * time.Second, ""},
		"gives up after its time, and says why": {func(int) error { return starting }, time.Minute, "within 1m0s: FATAL"},
		"does not wait for a wrong password":    {func(int) error { return &pgconn.PgError{Code: "28P01"} }, 0, "refuses"},
		"does not wait for a missing database":  {func(int) error { return &pgconn.PgError{Code: "3D000"} }, 0, "refuses"},
	} {
		t.Run(name, func(t *testing.T) {
			starting.Severity = "FATAL"
			synctest.Test(t, func(t *testing.T) {
				var lines bytes.Buffer
				attempt := 0
				began := time.Now()
				err := await(t.Context(), time.Minute, func(context.Context) error { attempt++; return test.ping(attempt) }, slog.New(slog.NewTextHandler(&lines, nil)))
				if took := time.Since(began); took != test.took {
					t.Errorf("it took %s", took)
				}
				if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
					t.Errorf("got %v", err)
				}
				if waited := strings.Count(lines.String(), "waiting for the database"); waited > 1 || (waited == 1) != (test.took > 0) {
					t.Errorf("got %s", &lines)
				}
			})
		})
	}
}

func TestAwaitTellsTheLastReasonAndNotOnlyThatItsTimeIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		attempt := 0
		err := await(t.Context(), time.Second, func(ctx context.Context) error {
			if attempt++; attempt == 1 {
				return errors.New("connection refused")
			}
			<-ctx.Done()
			return ctx.Err()
		}, slog.New(slog.DiscardHandler))
		if err == nil || !strings.Contains(err.Error(), "connection refused") {
			t.Errorf("got %v", err)
		}
	})
}
