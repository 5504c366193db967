// Package teststores gives tests a real PostgreSQL and a real Redis, and takes them away for a while.
package teststores

import (
	"context"
	"maps"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"example.com/shop/myapp/internal/config"
)

const (
	databaseVariable = "MYAPP_TEST_DATABASE"
	redisVariable    = "MYAPP_TEST_REDIS"
	// turn is the key of the lock that lets one test after the other use the database, also those of other packages.
	turn = 20261122
)

// Config returns the configuration that a process with these variables has. The password is DB_PASSWORD among them.
func Config(t testing.TB, variables ...map[string]string) config.Config {
	t.Helper()
	all := map[string]string{"DB_USER": "nobody", "DB_NAME": "nothing", "DB_PASSWORD": "none"}
	for _, some := range variables {
		maps.Copy(all, some)
	}
	password := filepath.Join(t.TempDir(), "DB_PASSWORD")
	if err := os.WriteFile(password, []byte(all["DB_PASSWORD"]+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	delete(all, "DB_PASSWORD")
	all["DB_PASSWORD_FILE"] = password
	cfg, err := config.Load(func(name string) (string, bool) { value, set := all[name]; return value, set })
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

// Database returns the variables of an empty database that is this test's alone until its end, and a connection to it.
// It skips the test where there is none.
func Database(t testing.TB) (map[string]string, *pgx.Conn) {
	t.Helper()
	whole := os.Getenv(databaseVariable)
	if whole == "" {
		t.Skip("needs a PostgreSQL: set " + databaseVariable + " to the postgres:// URL of an empty database whose user may create tables")
	}
	address, err := url.Parse(whole)
	if err != nil {
		t.Fatal(databaseVariable + " is not a URL")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	connection, err := pgx.Connect(ctx, whole)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = connection.Close(context.Background()) })
	Exec(t, connection, "SELECT pg_advisory_lock($1)", turn)
	Exec(t, connection, "DROP TABLE IF EXISTS notes, goose_db_version")
	t.Cleanup(func() { Exec(t, connection, "DROP TABLE IF EXISTS notes, goose_db_version") })
	got := connection.Config()
	host, port, err := net.SplitHostPort(address.Host)
	if err != nil {
		host, port = address.Host, "5432"
	}
	variables := map[string]string{"DB_HOST": host, "DB_PORT": port, "DB_USER": got.User, "DB_NAME": got.Database}
	if got.Password != "" {
		variables["DB_PASSWORD"] = got.Password
	}
	return variables, connection
}

// Exec runs a statement.
func Exec(t testing.TB, connection *pgx.Conn, statement string, values ...any) {
	t.Helper()
	if _, err := connection.Exec(context.Background(), statement, values...); err != nil {
		t.Fatal(err)
	}
}

// Redis returns the variables of a cache. It skips the test where there is none.
func Redis(t testing.TB) map[string]string {
	t.Helper()
	host, port, err := net.SplitHostPort(os.Getenv(redisVariable))
	if err != nil {
		t.Skip("needs a Redis: set " + redisVariable + " to its host:port")
	}
	return map[string]string{"REDIS_HOST": host, "REDIS_PORT": port}
}
