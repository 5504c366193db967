package notes_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"

	"example.com/shop/myapp/internal/cache"
	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/notes"
	"example.com/shop/myapp/internal/postgres"
	"example.com/shop/myapp/internal/teststores"
)

// service is the notes over a real database and a real cache, each behind a relay.
type service struct {
	t               *testing.T
	notes           *notes.Notes
	routes          *http.ServeMux
	pool            *pgxpool.Pool
	redis           *redis.Client
	database, cache *teststores.Relay
	direct          *pgx.Conn
	deadline        time.Duration

	mu      sync.Mutex
	queries map[string]int
}

func newService(t *testing.T, ttl time.Duration) *service {
	t.Helper()
	redisVariables := teststores.Redis(t)
	databaseVariables, direct := teststores.Database(t)
	if err := postgres.Migrate(t.Context(), teststores.Config(t, databaseVariables), slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	s := &service{t: t, direct: direct, deadline: 2 * time.Second, queries: map[string]int{}, routes: http.NewServeMux()}
	s.database = teststores.NewRelay(t, databaseVariables, "DB_HOST", "DB_PORT")
	s.cache = teststores.NewRelay(t, redisVariables, "REDIS_HOST", "REDIS_PORT")
	cfg := teststores.Config(t, databaseVariables, redisVariables, map[string]string{"DB_MAX_CONNECTIONS": "4"})
	pool, err := postgres.Open(t.Context(), func() config.Config { return cfg })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	cache.LogTo(slog.New(slog.DiscardHandler))
	s.pool, s.redis = pool, cache.Open(cfg)
	t.Cleanup(func() { _ = s.redis.Close() })
	s.notes = notes.New(pool, s.redis, ttl, s.observe)
	s.notes.Routes(s.routes)
	return s
}

func (s *service) observe(query string, _ time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queries[query]++
}

func (s *service) count(query string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queries[query]
}

// do sends a request as the server does, with a deadline in its context.
func (s *service) do(method, path, body string) *httptest.ResponseRecorder {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), s.deadline)
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	s.routes.ServeHTTP(recorder, r)
	return recorder
}

// want sends a request and reads its answer into value.
func (s *service) want(status int, method, path, body string, value any) http.Header {
	s.t.Helper()
	recorder := s.do(method, path, body)
	if recorder.Code != status {
		s.t.Fatalf("%s %s: got %d %s", method, path, recorder.Code, recorder.Body)
	}
	if value != nil {
		if err := json.Unmarshal(recorder.Body.Bytes(), value); err != nil {
			s.t.Fatal(err)
		}
	}
	return recorder.Header()
}

func (s *service) create(body string) notes.Note {
	s.t.Helper()
	var note notes.Note
	s.want(201, "POST", "/notes", body, &note)
	return note
}

func path(note notes.Note) string { return "/notes/" + note.ID.String() }

func key(note notes.Note) string { return "myapp:note:" + note.ID.String() }

// age makes a note expire that is not cached.
func (s *service) age(note notes.Note) {
	s.t.Helper()
	teststores.Exec(s.t, s.direct, "UPDATE notes SET expires_at = now() - interval '1 s' WHERE id = $1", note.ID)
}
