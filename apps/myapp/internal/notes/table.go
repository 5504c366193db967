package notes

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// errNone means that there is no such note, or that it has expired.
var errNone = errors.New("there is no such note")

const (
	insertNote = `INSERT INTO notes (id, title, text, expires_at) VALUES ($1, $2, $3, $4) RETURNING created_at`

	selectNote = `SELECT id, title, text, created_at, expires_at FROM notes
		WHERE id = $1 AND (expires_at IS NULL OR expires_at > now())`

	selectEntries = `SELECT id, title, created_at, expires_at FROM notes
		WHERE id < $1 AND (expires_at IS NULL OR expires_at > now()) ORDER BY id DESC LIMIT $2`

	deleteNote = `DELETE FROM notes WHERE id = $1 AND (expires_at IS NULL OR expires_at > now())`

	// The inner query must run once only, or the limit would hold for each of its runs.
	deleteExpired = `WITH expired AS MATERIALIZED (
			SELECT id FROM notes WHERE expires_at <= now() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED
		) DELETE FROM notes USING expired WHERE notes.id = expired.id RETURNING notes.id`
)

// sweepTimeout is what one batch of a sweep has, since no request's deadline holds for it.
const sweepTimeout = 10 * time.Second

// table is the table of the notes.
type table struct {
	pool    *pgxpool.Pool
	observe Observe
}

// took tells how long a query took that began at start, with the wait for a connection.
func (t table) took(query string, start time.Time) {
	t.observe(query, time.Since(start))
}

func (t table) insert(ctx context.Context, d draft) (Note, error) {
	defer t.took("notes_create", time.Now())
	id, err := uuid.NewV7()
	if err != nil {
		return Note{}, fmt.Errorf("an id for the note: %w", err)
	}
	note := Note{ID: id, Title: d.title, Text: d.text, ExpiresAt: d.expires}
	err = t.pool.QueryRow(ctx, insertNote, id, d.title, d.text, d.expires).Scan(&note.CreatedAt)
	note.CreatedAt = note.CreatedAt.UTC()
	return note, err
}

func (t table) find(ctx context.Context, id uuid.UUID) (Note, error) {
	defer t.took("notes_get", time.Now())
	rows, err := t.pool.Query(ctx, selectNote, id)
	if err != nil {
		return Note{}, err
	}
	note, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Note])
	if errors.Is(err, pgx.ErrNoRows) {
		return Note{}, errNone
	}
	note.CreatedAt, note.ExpiresAt = note.CreatedAt.UTC(), inUTC(note.ExpiresAt)
	return note, err
}

// list returns at most limit entries whose ids are lower than before, the highest id first.
func (t table) list(ctx context.Context, before uuid.UUID, limit int) ([]Entry, error) {
	defer t.took("notes_list", time.Now())
	rows, err := t.pool.Query(ctx, selectEntries, before, limit)
	if err != nil {
		return nil, err
	}
	entries, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Entry])
	for i, entry := range entries {
		entries[i].CreatedAt, entries[i].ExpiresAt = entry.CreatedAt.UTC(), inUTC(entry.ExpiresAt)
	}
	return entries, err
}

func (t table) delete(ctx context.Context, id uuid.UUID) error {
	defer t.took("notes_delete", time.Now())
	done, err := t.pool.Exec(ctx, deleteNote, id)
	if err == nil && done.RowsAffected() == 0 {
		return errNone
	}
	return err
}

// sweep removes at most limit expired notes that nobody else is removing, and returns their ids.
func (t table) sweep(ctx context.Context, limit int) ([]uuid.UUID, error) {
	ctx, cancel := context.WithTimeout(ctx, sweepTimeout)
	defer cancel()
	defer t.took("notes_sweep", time.Now())
	rows, err := t.pool.Query(ctx, deleteExpired, limit)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

func inUTC(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	utc := t.UTC()
	return &utc
}
