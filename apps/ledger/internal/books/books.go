// Package books keeps the entries: every payment is booked twice, once against each account, or not at all.
package books

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// ErrKnown says that a payment of this name is booked already.
var ErrKnown = errors.New("the payment is booked already")

// Payment moves an amount from one account to another.
type Payment struct {
	ID   string `json:"-"`
	From string `json:"from"`
	To   string `json:"to"`
	// Cents is the amount, above 0.
	Cents int64 `json:"cents"`
}

var name = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)

// IsName says whether a text can be the name of a payment or an account.
func IsName(text string) bool {
	return name.MatchString(text)
}

// Problem says what is wrong with a payment, and what is allowed; nil for nothing.
func (p Payment) Problem() error {
	for what, text := range map[string]string{"the payment": p.ID, "from": p.From, "to": p.To} {
		if !IsName(text) {
			return fmt.Errorf("%s: expected 1 to 63 lower-case letters, digits and -", what)
		}
	}
	if p.From == p.To {
		return errors.New("from and to: expected two accounts")
	}
	if p.Cents <= 0 {
		return errors.New("cents: expected a whole number above 0")
	}
	return nil
}

// Books are the entries in PostgreSQL.
type Books struct {
	database *pgxpool.Pool
	made     atomic.Bool
}

// In returns the books that a database holds. It asks nothing of it yet.
func In(database *pgxpool.Pool) *Books {
	return &Books{database: database}
}

// The lock lets one of several replicas make the table; the others find it made.
const schema = `
select pg_advisory_xact_lock(7205759);
create table if not exists entries (
	payment text not null,
	account text not null,
	cents bigint not null,
	booked timestamptz not null default now(),
	primary key (payment, account)
);
create unique index if not exists entries_twice on entries (payment, (cents > 0));
create index if not exists entries_account on entries (account);`

// Ready makes the table where there is none yet, and asks whether the database answers.
func (b *Books) Ready(ctx context.Context) error {
	if b.made.Load() {
		return b.database.Ping(ctx)
	}
	if _, err := b.database.Exec(ctx, schema); err != nil {
		return err
	}
	b.made.Store(true)
	return nil
}

// Book books a payment on both accounts in one statement, and returns ErrKnown for one that is booked already.
func (b *Books) Book(ctx context.Context, p Payment) error {
	const both = `insert into entries (payment, account, cents) values ($1, $2, -$4::bigint), ($1, $3, $4::bigint)`
	_, err := b.database.Exec(ctx, both, p.ID, p.From, p.To, p.Cents)
	if failed, ok := errors.AsType[*pgconn.PgError](err); ok && failed.Code == "23505" {
		return ErrKnown
	}
	return err
}

// Balance is the sum of an account's entries in cents, 0 for one without any.
func (b *Books) Balance(ctx context.Context, account string) (int64, error) {
	var cents int64
	row := b.database.QueryRow(ctx, `select coalesce(sum(cents), 0)::bigint from entries where account = $1`, account)
	err := row.Scan(&cents)
	return cents, err
}
