package notes_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"example.com/shop/myapp/internal/notes"
)

func TestANoteIsWrittenReadListedAndDeleted(t *testing.T) {
	s := newService(t, time.Minute)
	var made notes.Note
	expires := time.Now().Add(time.Hour).UTC().Truncate(time.Microsecond)
	body, _ := json.Marshal(map[string]any{"title": "Milk & <b>", "text": "🥛\n\"2 l\"", "expires_at": expires.In(time.FixedZone("", 7200))})
	header := s.want(201, "POST", "/notes", string(body), &made)
	if header.Get("Location") != path(made) || header.Get("Content-Type") != "application/json" || made.ID.Version() != 7 {
		t.Errorf("got %v and the id %s", header, made.ID)
	}
	if made.Title != "Milk & <b>" || made.Text != "🥛\n\"2 l\"" || !made.ExpiresAt.Equal(expires) || time.Since(made.CreatedAt).Abs() > time.Minute {
		t.Errorf("got %+v", made)
	}
	// First from the database, then from the cache, and by its id in large letters.
	for _, from := range []string{path(made), path(made), "/notes/" + strings.ToUpper(made.ID.String())} {
		var read notes.Note
		s.want(200, "GET", from, "", &read)
		if read.Title != made.Title || read.Text != made.Text || !read.CreatedAt.Equal(made.CreatedAt) || !read.ExpiresAt.Equal(expires) {
			t.Errorf("got %+v, not %+v", read, made)
		}
	}
	var page notes.List
	s.want(200, "GET", "/notes", "", &page)
	if len(page.Notes) != 1 || page.Notes[0].ID != made.ID || page.Notes[0].Title != made.Title || page.Next != nil {
		t.Errorf("got %+v", page)
	}
	s.want(204, "DELETE", path(made), "", nil)
	s.want(404, "DELETE", path(made), "", nil)
	s.want(404, "GET", path(made), "", nil)
	s.want(200, "GET", "/notes", "", &page)
	if len(page.Notes) != 0 {
		t.Errorf("got %+v", page)
	}
	for query, want := range map[string]int{"notes_create": 1, "notes_get": 1, "notes_list": 2, "notes_delete": 2} {
		if got := s.count(query); got != want {
			t.Errorf("%s was observed %d times, not %d", query, got, want)
		}
	}
}

func TestAListHasTheNewestFirstPageAfterPage(t *testing.T) {
	s := newService(t, time.Minute)
	var want []uuid.UUID
	for range 7 {
		want = append([]uuid.UUID{s.create(`{"title":"a"}`).ID}, want...)
	}
	var got []uuid.UUID
	before := ""
	for pages := 0; ; pages++ {
		var page notes.List
		s.want(200, "GET", "/notes?limit=3"+before, "", &page)
		for _, entry := range page.Notes {
			got = append(got, entry.ID)
		}
		if page.Next == nil {
			if pages != 2 {
				t.Errorf("%d pages", pages+1)
			}
			break
		}
		before = "&before=" + page.Next.String()
	}
	if len(got) != len(want) {
		t.Fatalf("got %v, not %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: got %s, not %s", i, got[i], want[i])
		}
	}
	body := s.do("GET", "/notes?limit=1", "").Body.String()
	if strings.Contains(body, `"text"`) {
		t.Errorf("got %s", body)
	}
}

func TestAnExpiredNoteIsNeverAnswered(t *testing.T) {
	s := newService(t, time.Minute)
	expires := time.Now().Add(700 * time.Millisecond).UTC().Format(time.RFC3339Nano)
	note := s.create(`{"title":"a","expires_at":"` + expires + `"}`)
	for range 2 {
		s.want(200, "GET", path(note), "", nil)
	}
	if s.count("notes_get") != 1 {
		t.Error("it was not cached")
	}
	if left := s.redis.PTTL(t.Context(), key(note)).Val(); left <= 0 || left > 700*time.Millisecond {
		t.Errorf("it stays in the cache for %s", left)
	}
	// Even where the cache keeps it too long.
	s.redis.Persist(t.Context(), key(note))
	time.Sleep(time.Until(*note.ExpiresAt))
	s.want(404, "GET", path(note), "", nil)
	s.redis.Del(t.Context(), key(note))
	s.want(404, "GET", path(note), "", nil)
	s.want(404, "DELETE", path(note), "", nil)
	var page notes.List
	s.want(200, "GET", "/notes", "", &page)
	if len(page.Notes) != 0 {
		t.Errorf("got %+v", page)
	}
	if removed, err := s.notes.Sweep(t.Context()); removed != 1 || err != nil {
		t.Errorf("removed %d, %v", removed, err)
	}
}
