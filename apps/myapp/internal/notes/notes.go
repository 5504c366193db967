// Package notes is what the service is for: notes that people write, read, list and delete, kept in PostgreSQL and cached
// in Redis. Some expire; a sweep removes these.
package notes

import (
	"context"
	"net/http"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"

	"example.com/shop/myapp/internal/logging"
)

// sweepBatch is how many notes one transaction of a sweep removes: few enough that it is short.
const sweepBatch = 500

// Observe is told how long a query took, by the query's constant name.
type Observe func(query string, took time.Duration)

// Notes answers requests for notes.
type Notes struct {
	table  table
	memory *memory
}

// New returns the notes in the database; those that are read stay in the cache for ttl at most, and 0 is not at all.
func New(pool *pgxpool.Pool, cache *redis.Client, ttl time.Duration, observe Observe) *Notes {
	if observe == nil {
		observe = func(string, time.Duration) {}
	}
	return &Notes{table: table{pool, observe}, memory: &memory{client: cache, ttl: ttl}}
}

// Routes adds the routes of the notes.
func (n *Notes) Routes(mux *http.ServeMux) {
	mux.HandleFunc("POST /notes", n.post)
	mux.HandleFunc("GET /notes", n.list)
	mux.HandleFunc("GET /notes/{id}", n.get)
	mux.HandleFunc("DELETE /notes/{id}", n.delete)
}

// Sweep removes the notes that have expired, and returns how many it has removed, also where it returns an error. Each
// batch is a transaction of its own, and several sweeps at once take different notes.
func (n *Notes) Sweep(ctx context.Context) (removed int64, err error) {
	for {
		ids, err := n.table.sweep(ctx, sweepBatch)
		removed += int64(len(ids))
		n.memory.forget(ctx, ids...)
		if err != nil || len(ids) < sweepBatch {
			if removed > 0 {
				logging.From(ctx).InfoContext(ctx, "removed expired notes", "count", removed)
			}
			return removed, err
		}
	}
}
