package store_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/store"
)

// load gives the configuration that the process would have with these variables, and a password full of signs.
func load(t *testing.T, variables map[string]string) config.Config {
	t.Helper()
	password := filepath.Join(t.TempDir(), "DB_PASSWORD")
	if err := os.WriteFile(password, []byte("p@ss/w:rd?&%\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{"DB_USER": "me", "DB_NAME": "my notes", "DB_PASSWORD_FILE": password}
	for name, value := range variables {
		all[name] = value
	}
	cfg, err := config.Load(func(name string) (string, bool) { value, set := all[name]; return value, set })
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

func open(t *testing.T, variables map[string]string) *store.Stores {
	t.Helper()
	stores, err := store.Open(t.Context(), load(t, variables))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stores.Close)
	return stores
}

func TestTheDatabaseIsReachedAsConfigured(t *testing.T) {
	stores := open(t, map[string]string{"DB_HOST": "db.example.com", "DB_PORT": "6432", "DB_SSLMODE": "verify-full"})
	got := stores.Database.Config().ConnConfig
	if got.Host != "db.example.com" || got.Port != 6432 || got.User != "me" || got.Database != "my notes" {
		t.Errorf("got %s:%d, user %s, database %s", got.Host, got.Port, got.User, got.Database)
	}
	if got.Password != "p@ss/w:rd?&%" {
		t.Error("the password did not arrive as it is in its file")
	}
	if got.TLSConfig == nil || got.TLSConfig.ServerName != "db.example.com" || got.TLSConfig.InsecureSkipVerify {
		t.Errorf("verify-full does not verify: %+v", got.TLSConfig)
	}
}

func TestPingsFailInTimeWhenNobodyAnswers(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	host, port, _ := net.SplitHostPort(silent.Addr().String())
	stores := open(t, map[string]string{"DB_HOST": host, "DB_PORT": port, "REDIS_HOST": host, "REDIS_PORT": port})
	for name, ping := range map[string]func(context.Context) error{"database": stores.PingDatabase, "redis": stores.PingCache} {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		began := time.Now()
		if err := ping(ctx); err == nil {
			t.Errorf("%s: nobody answered, and all is well", name)
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("%s: it took %s", name, took)
		}
		cancel()
	}
}
