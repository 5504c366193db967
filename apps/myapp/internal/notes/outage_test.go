package notes_test

import (
	"context"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/shop/myapp/internal/teststores"
)

// slack is for a machine that is busy with other tests.
const slack = 3 * time.Second

// all are one request to each route; the note is not cached.
func (s *service) all(id string) map[string]func() *httptest.ResponseRecorder {
	return map[string]func() *httptest.ResponseRecorder{
		"post":   func() *httptest.ResponseRecorder { return s.do("POST", "/notes", `{"title":"a"}`) },
		"list":   func() *httptest.ResponseRecorder { return s.do("GET", "/notes", "") },
		"get":    func() *httptest.ResponseRecorder { return s.do("GET", "/notes/"+id, "") },
		"delete": func() *httptest.ResponseRecorder { return s.do("DELETE", "/notes/"+id, "") },
	}
}

// unavailable expects 503 with Retry-After from every route within the deadline and a little more.
func (s *service) unavailable(id string) {
	s.t.Helper()
	for route, do := range s.all(id) {
		began := time.Now()
		got := do()
		took := time.Since(began)
		if seconds, err := strconv.Atoi(got.Header().Get("Retry-After")); got.Code != 503 || err != nil || seconds < 1 {
			s.t.Errorf("%s: got %d %s, Retry-After %q", route, got.Code, got.Body, got.Header().Get("Retry-After"))
		}
		if took > s.deadline+slack {
			s.t.Errorf("%s: it took %s", route, took)
		}
		s.t.Logf("%s: 503 after %s", route, took.Round(time.Millisecond))
	}
}

// recovers waits until the notes are read again, and says how long that took.
func (s *service) recovers(id string, within time.Duration) {
	s.t.Helper()
	began := time.Now()
	for s.do("GET", "/notes/"+id, "").Code != 200 {
		if time.Since(began) > within {
			s.t.Fatal("the database is not used again")
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Logf("the database was used again after %s", time.Since(began))
}

func TestWithoutTheDatabaseAllIs503ButWhatIsCached(t *testing.T) {
	for name, outage := range map[string]struct{ begin, end func(*service) }{
		"it is cut":    {func(s *service) { s.database.Cut() }, func(s *service) { s.database.Return() }},
		"it is silent": {func(s *service) { s.database.Freeze() }, func(s *service) { s.database.Thaw() }},
	} {
		t.Run(name, func(t *testing.T) {
			lines := logged(t)
			s := newService(t, time.Minute)
			s.deadline = 500 * time.Millisecond
			cached, other := s.create(`{"title":"a"}`), s.create(`{"title":"b"}`)
			s.want(200, "GET", path(cached), "", nil)
			outage.begin(s)
			s.unavailable(other.ID.String())
			s.want(200, "GET", path(cached), "", nil)
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			if removed, err := s.notes.Sweep(ctx); removed != 0 || err == nil {
				t.Errorf("removed %d, %v", removed, err)
			}
			cancel()
			outage.end(s)
			third := s.direct.QueryRow(t.Context(), "INSERT INTO notes (id, title, text) VALUES (gen_random_uuid(), 'c', '') RETURNING id::text")
			var id string
			if err := third.Scan(&id); err != nil {
				t.Fatal(err)
			}
			s.recovers(id, 5*time.Second)
			text := lines.String()
			if strings.Contains(text, "level=ERROR") || !strings.Contains(text, "level=WARN msg=\"the database is unavailable\"") {
				t.Errorf("got %s", text)
			}
		})
	}
}

func TestTheDatabaseEndsItsConnectionsAndAllGoesOn(t *testing.T) {
	s := newService(t, time.Minute)
	note := s.create(`{"title":"a"}`)
	teststores.Exec(t, s.direct, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'myapp'`)
	s.recovers(note.ID.String(), 5*time.Second)
}

func TestALockedTableIs503WithinTheDeadlineForAllAtOnce(t *testing.T) {
	s := newService(t, time.Minute)
	s.deadline = 500 * time.Millisecond
	note := s.create(`{"title":"a"}`)
	locked, err := s.direct.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := locked.Exec(t.Context(), "LOCK TABLE notes IN ACCESS EXCLUSIVE MODE"); err != nil {
		t.Fatal(err)
	}
	// Many more than there are connections.
	var many sync.WaitGroup
	for range 40 {
		many.Go(func() {
			began := time.Now()
			got := s.do("GET", path(note), "")
			if took := time.Since(began); got.Code != 503 || took > s.deadline+slack {
				t.Errorf("got %d after %s", got.Code, took)
			}
		})
	}
	many.Wait()
	s.unavailable(note.ID.String())
	if err := locked.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.recovers(note.ID.String(), 5*time.Second)
}

func TestTablesThatWereNotMigratedAreAnErrorThatAPersonMustLookAt(t *testing.T) {
	lines := logged(t)
	s := newService(t, time.Minute)
	teststores.Exec(t, s.direct, "DROP TABLE notes")
	for route, do := range s.all("00000000-0000-0000-0000-000000000000") {
		if got := do(); got.Code != 500 || strings.Contains(got.Body.String(), "notes\"") {
			t.Errorf("%s: got %d %s", route, got.Code, got.Body)
		}
	}
	if strings.Count(lines.String(), "level=ERROR") != 4 {
		t.Errorf("got %s", lines)
	}
}

func TestAClientThatDoesNotWaitIsNoFailure(t *testing.T) {
	lines := logged(t)
	s := newService(t, time.Minute)
	note := s.create(`{"title":"a"}`)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	recorder := httptest.NewRecorder()
	s.routes.ServeHTTP(recorder, httptest.NewRequestWithContext(ctx, "GET", path(note), nil))
	if recorder.Code != 499 {
		t.Errorf("got %d", recorder.Code)
	}
	if text := lines.String(); strings.Contains(text, "level=WARN") || strings.Contains(text, "level=ERROR") {
		t.Errorf("got %s", text)
	}
}
