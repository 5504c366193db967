package notes_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"example.com/shop/myapp/internal/notes"
	"example.com/shop/myapp/internal/teststores"
)

func TestASweepRemovesAllThatExpiredAndNothingElse(t *testing.T) {
	s := newService(t, time.Minute)
	kept := s.create(`{"title":"kept"}`)
	later := s.create(`{"title":"kept for a while","expires_at":"2099-01-01T00:00:00Z"}`)
	gone := s.create(`{"title":"gone","expires_at":"2099-01-01T00:00:00Z"}`)
	s.want(200, "GET", path(gone), "", nil)
	s.age(gone)
	teststores.Exec(t, s.direct, `INSERT INTO notes (id, title, text, expires_at)
		SELECT gen_random_uuid(), 'old', '', now() - interval '1 s' FROM generate_series(1, 1234)`)
	removed, err := s.notes.Sweep(t.Context())
	if removed != 1235 || err != nil {
		t.Errorf("removed %d, %v", removed, err)
	}
	if s.count("notes_sweep") != 3 {
		t.Errorf("%d batches", s.count("notes_sweep"))
	}
	if s.redis.Exists(t.Context(), key(gone)).Val() != 0 {
		t.Error("it is still in the cache")
	}
	s.want(404, "GET", path(gone), "", nil)
	for _, note := range []notes.Note{kept, later} {
		s.want(200, "GET", path(note), "", nil)
	}
}

func TestTwoSweepsAtOnceRemoveEachNoteOnce(t *testing.T) {
	s := newService(t, time.Minute)
	other := notes.New(s.pool, s.redis, time.Minute, nil)
	const all = 20_000
	teststores.Exec(t, s.direct, `INSERT INTO notes (id, title, text, expires_at)
		SELECT gen_random_uuid(), 'old', '', now() - interval '1 s' FROM generate_series(1, $1)`, all)
	// Rows that another transaction has locked are left for the next sweep, and nobody waits for them.
	busy, err := s.direct.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := busy.Exec(t.Context(), "SELECT id FROM notes LIMIT 10 FOR UPDATE"); err != nil {
		t.Fatal(err)
	}
	var counts [2]int64
	var both sync.WaitGroup
	for i, one := range []*notes.Notes{s.notes, other} {
		both.Go(func() {
			var err error
			if counts[i], err = one.Sweep(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if counts[0]+counts[1] != all-10 || counts[0] == 0 || counts[1] == 0 {
		t.Errorf("removed %v", counts)
	}
	t.Logf("removed %v", counts)
	if err := busy.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if removed, err := s.notes.Sweep(t.Context()); removed != 10 || err != nil {
		t.Errorf("removed %d, %v", removed, err)
	}
}

func TestASweepEndsWithItsContextAndTellsWhatItHasRemoved(t *testing.T) {
	s := newService(t, time.Minute)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if removed, err := s.notes.Sweep(ctx); removed != 0 || err == nil {
		t.Errorf("removed %d, %v", removed, err)
	}
}
