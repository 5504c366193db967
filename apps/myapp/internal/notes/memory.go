package notes

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"

	"example.com/shop/myapp/internal/cache"
	"example.com/shop/myapp/internal/version"
)

const (
	// grave is the cached value of a note that is deleted. It stays for graveTime, longer than any request lasts, so that
	// one that has read the note before cannot put it back.
	grave     = "null"
	graveTime = time.Minute
	// leastTime is the shortest time that Redis keeps anything for.
	leastTime = time.Millisecond
)

var errOff = errors.New("the cache is switched off")

// memory is the notes in the cache. All goes on without it: nothing here returns an error of the cache.
type memory struct {
	client  *redis.Client
	ttl     time.Duration
	breaker cache.Breaker
	debts   debts
}

func key(id uuid.UUID) string {
	return version.Name + ":note:" + id.String()
}

// recall returns what the cache knows of a note: known is false where that is nothing, and the error is errNone where
// the note is deleted or has expired. A value that is not understood is thrown away.
func (m *memory) recall(ctx context.Context, id uuid.UUID) (note Note, known bool, err error) {
	var content []byte
	failed := m.try(ctx, func(ctx context.Context) error {
		var err error
		content, err = m.client.Get(ctx, key(id)).Bytes()
		switch {
		case errors.Is(err, redis.Nil):
			return nil
		case redis.HasErrorPrefix(err, "WRONGTYPE"):
			content, err = []byte{}, nil
		}
		return err
	})
	switch {
	case failed != nil || content == nil:
		return Note{}, false, nil
	case string(content) == grave:
		return Note{}, true, errNone
	}
	if json.Unmarshal(content, &note) != nil || note.ID != id || note.Title == "" || note.CreatedAt.IsZero() {
		m.forget(ctx, id)
		return Note{}, false, nil
	}
	if note.expired(time.Now()) {
		return Note{}, true, errNone
	}
	return note, true, nil
}

// remember puts a note into the cache, unless something is known of it there; it goes when the note expires.
func (m *memory) remember(ctx context.Context, note Note) {
	ttl := m.ttl
	if note.ExpiresAt != nil {
		ttl = min(ttl, time.Until(*note.ExpiresAt))
	}
	content, err := json.Marshal(note)
	if err != nil || ttl < leastTime {
		return
	}
	_ = m.try(ctx, func(ctx context.Context) error {
		err := m.client.SetArgs(ctx, key(note.ID), content, redis.SetArgs{Mode: "NX", TTL: ttl}).Err()
		if errors.Is(err, redis.Nil) {
			return nil
		}
		return err
	})
}

// bury makes the cache know that a note is deleted: now, or as soon as the cache is there again.
func (m *memory) bury(ctx context.Context, id uuid.UUID) {
	m.debts.owe(id)
	// The client may be gone, but the note is too.
	_ = m.try(context.WithoutCancel(ctx), func(context.Context) error { return nil })
}

// forget removes what the cache knows of notes.
func (m *memory) forget(ctx context.Context, ids ...uuid.UUID) {
	if len(ids) == 0 {
		return
	}
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = key(id)
	}
	_ = m.try(context.WithoutCancel(ctx), func(ctx context.Context) error { return m.client.Unlink(ctx, keys...).Err() })
}

// try does something with the cache, after it has buried what it owes.
func (m *memory) try(ctx context.Context, work func(ctx context.Context) error) error {
	if m.ttl < leastTime {
		return errOff
	}
	return m.breaker.Do(ctx, func(ctx context.Context) error {
		if err := m.debts.pay(ctx, m.client); err != nil {
			return err
		}
		return work(ctx)
	})
}
