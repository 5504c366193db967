package main

import (
	"net/http"
	"strings"
	"syscall"
	"testing"

	"example.com/shop/myapp/internal/teststores"
)

func TestMigratesServesNotesAndStopsWithRealStores(t *testing.T) {
	variables, _ := teststores.Database(t)
	cached := teststores.Redis(t)
	if variables["DB_PASSWORD"] == "" {
		// The server trusts this user; the program demands a password nevertheless.
		variables["DB_PASSWORD"] = password
	}
	for range 2 {
		migrating := newProgram(t, variables, "migrate").start()
		if code := migrating.exits(); code != 0 {
			t.Fatalf("migrate exits with %d:\n%s%s", code, migrating.out.String(), migrating.err.String())
		}
		migrating.inOrder("migrating", "the tables are up to date")
	}
	p := serving(t, variables, cached)
	if code, _, body := p.get("/health/ready"); code != 200 || !strings.Contains(body, `"services":{"database":"OK","redis":"OK"}`) {
		t.Fatalf("readiness is %d %s", code, body)
	}
	if code, _, err := ran(t, map[string]string{"SERVER_PORT": port(p)}, "healthcheck"); code != 0 {
		t.Errorf("healthcheck exits with %d: %s", code, err)
	}
	response, err := http.Post(p.address+"/notes", "application/json", strings.NewReader(`{"title":"milk","text":"two bottles"}`))
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != 201 {
		t.Fatalf("creating is %s", response.Status)
	}
	if code, _, body := p.get(response.Header.Get("Location")); code != 200 || !strings.Contains(body, "two bottles") {
		t.Errorf("the note is %d %s", code, body)
	}
	_, _, measured := p.get("/metrics")
	for _, series := range []string{
		`db_query_duration_seconds_count{query="notes_create"} 1`, `http_requests_total{method="POST",path="/notes",status="201"} 1`,
		`http_requests_total{method="GET",path="/notes/{id}",status="200"} 1`,
	} {
		if !strings.Contains(measured, series) {
			t.Errorf("%s is not measured:\n%s", series, measured)
		}
	}
	p.signal(syscall.SIGTERM)
	if code := p.exits(); code != 0 {
		t.Errorf("it exits with %d:\n%s", code, p.out.String())
	}
	p.inOrder("ended: requests", "ended: worker", "ended: database", "ended: cache", "ended: logs", "stopped")
}

func TestStaysReadyWhileAllConnectionsToTheDatabaseAreBusy(t *testing.T) {
	variables, connection := teststores.Database(t)
	cached := teststores.Redis(t)
	if variables["DB_PASSWORD"] == "" {
		variables["DB_PASSWORD"] = password
	}
	if code := newProgram(t, variables, "migrate").start().exits(); code != 0 {
		t.Fatalf("migrate exits with %d", code)
	}
	p := serving(t, variables, cached, map[string]string{"DB_MAX_CONNECTIONS": "3"})
	teststores.Exec(t, connection, "BEGIN")
	teststores.Exec(t, connection, "LOCK TABLE notes")
	for range 4 {
		p.send("GET /notes HTTP/1.1\r\nHost: a\r\n\r\n")
	}
	p.until("the requests wait for the table", func() bool {
		var waiting int
		err := connection.QueryRow(t.Context(), "SELECT count(*) FROM pg_locks WHERE NOT granted").Scan(&waiting)
		return err == nil && waiting >= 2
	})
	code, _, body := p.get("/health/ready")
	teststores.Exec(t, connection, "ROLLBACK")
	if code != 200 {
		t.Errorf("readiness is %d %s", code, body)
	}
}
