package postgres_test

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/postgres"
	"example.com/shop/myapp/internal/teststores"
)

func open(t *testing.T, variables map[string]string) *pgxpool.Pool {
	t.Helper()
	cfg := teststores.Config(t, variables)
	pool, err := postgres.Open(t.Context(), func() config.Config { return cfg })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

func TestTheDatabaseIsReachedAsConfigured(t *testing.T) {
	pool := open(t, map[string]string{
		"DB_HOST": "db.example.com", "DB_PORT": "6432", "DB_SSLMODE": "verify-full", "DB_USER": "me", "DB_NAME": "my notes",
		"DB_PASSWORD": "p@ss/w:rd?&%", "DB_MAX_CONNECTIONS": "7", "REQUEST_TIMEOUT": "2s",
	})
	got := pool.Config().ConnConfig
	if got.Host != "db.example.com" || got.Port != 6432 || got.User != "me" || got.Database != "my notes" {
		t.Errorf("got %s:%d, user %s, database %s", got.Host, got.Port, got.User, got.Database)
	}
	if got.Password != "p@ss/w:rd?&%" {
		t.Error("the password did not arrive as it is in its file")
	}
	if got.TLSConfig == nil || got.TLSConfig.ServerName != "db.example.com" || got.TLSConfig.InsecureSkipVerify {
		t.Errorf("verify-full does not verify: %+v", got.TLSConfig)
	}
	if pool.Config().MaxConns != 6 || got.ConnectTimeout != 5*time.Second || got.RuntimeParams["statement_timeout"] != "3000" {
		t.Errorf("got %d connections, %s to connect, statements of %s", pool.Config().MaxConns, got.ConnectTimeout, got.RuntimeParams["statement_timeout"])
	}
}

func TestOnlyTheNamedAuthoritiesSignForTheDatabase(t *testing.T) {
	server := httptest.NewTLSServer(nil)
	server.Close()
	authority := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	file := filepath.Join(t.TempDir(), "authority.pem")
	if err := os.WriteFile(file, authority, 0o600); err != nil {
		t.Fatal(err)
	}
	pool := open(t, map[string]string{"DB_SSLMODE": "verify-full", "DB_SSL_ROOT_CERT": file})
	want := x509.NewCertPool()
	want.AppendCertsFromPEM(authority)
	if got := pool.Config().ConnConfig.TLSConfig; got == nil || !want.Equal(got.RootCAs) {
		t.Errorf("got %+v", got)
	}
	cfg := teststores.Config(t, map[string]string{"DB_SSLMODE": "verify-full", "DB_SSL_ROOT_CERT": file + ".gone"})
	if _, err := postgres.Open(t.Context(), func() config.Config { return cfg }); err == nil {
		t.Error("a file that is not there is taken")
	}
}

func TestOpenRefusesAConfigurationThatAllowsNoConnection(t *testing.T) {
	for _, most := range []string{"1", "0", "-1", "2147483648"} {
		cfg := teststores.Config(t, map[string]string{"DB_MAX_CONNECTIONS": most})
		if _, err := postgres.Open(t.Context(), func() config.Config { return cfg }); err == nil || !strings.Contains(err.Error(), most) {
			t.Errorf("%s: got %v", most, err)
		}
	}
}

func TestOpenMakesNoConnectionAndPingFailsInTimeWhenNobodyAnswers(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	host, port, _ := net.SplitHostPort(silent.Addr().String())
	pool := open(t, map[string]string{"DB_HOST": host, "DB_PORT": port})
	time.Sleep(50 * time.Millisecond)
	if made := pool.Stat().NewConnsCount(); made != 0 {
		t.Errorf("%d connections were made", made)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	if err := pool.Ping(ctx); err == nil || !postgres.Unavailable(err) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("it took %s", took)
	}
}

func TestUnavailableIsWhatAnotherAttemptMayNotMeet(t *testing.T) {
	told := func(code string) error { return fmt.Errorf("query: %w", &pgconn.PgError{Code: code}) }
	for name, test := range map[string]struct {
		err  error
		want bool
	}{
		"the deadline":                {fmt.Errorf("query: %w", context.DeadlineExceeded), true},
		"a broken connection":         {fmt.Errorf("query: %w", io.ErrUnexpectedEOF), true},
		"a refused connection":        {&net.OpError{Op: "dial", Err: errors.New("refused")}, true},
		"the wrong password":          {&pgconn.ConnectError{}, true},
		"a statement that was ended":  {told("57014"), true},
		"a shutdown":                  {told("57P01"), true},
		"too many connections":        {told("53300"), true},
		"a full disk":                 {told("53100"), true},
		"a deadlock":                  {told("40P01"), true},
		"a lock that was not given":   {told("55P03"), true},
		"a standby":                   {told("25006"), true},
		"a table that is not there":   {told("42P01"), false},
		"a text that cannot be kept":  {told("22021"), false},
		"a constraint":                {told("23505"), false},
		"no permission":               {told("42501"), false},
		"a server that says no class": {told(""), false},
		"no row":                      {pgx.ErrNoRows, false},
		"a mistake in the program":    {errors.New("cannot scan"), false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := postgres.Unavailable(test.err); got != test.want {
				t.Errorf("got %t for %v", got, test.err)
			}
		})
	}
}

func TestNewConnectionsUseThePasswordThatTheConfigurationHasThen(t *testing.T) {
	variables, connection := teststores.Database(t)
	var mayCreateRoles bool
	err := connection.QueryRow(t.Context(), "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user").Scan(&mayCreateRoles)
	if err != nil {
		t.Fatal(err)
	}
	if !mayCreateRoles {
		t.Skip("needs a user of the database who may create roles")
	}
	const role = "myapp_test_password"
	teststores.Exec(t, connection, "DROP ROLE IF EXISTS "+role)
	teststores.Exec(t, connection, "CREATE ROLE "+role+" LOGIN PASSWORD 'first'")
	t.Cleanup(func() { teststores.Exec(t, connection, "DROP ROLE "+role) })
	with := func(password string) config.Config {
		return teststores.Config(t, variables, map[string]string{"DB_USER": role, "DB_PASSWORD": password})
	}
	current := with("wrong")
	pool, err := postgres.Open(t.Context(), func() config.Config { return current })
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if pool.Ping(t.Context()) == nil {
		t.Skip("needs a PostgreSQL that asks for passwords: pg_hba.conf says trust")
	}
	for _, password := range []string{"first", "second"} {
		teststores.Exec(t, connection, "ALTER ROLE "+role+" PASSWORD '"+password+"'")
		pool.Reset()
		if err := pool.Ping(t.Context()); err == nil || !postgres.Unavailable(err) || strings.Contains(err.Error(), password) {
			t.Errorf("before the configuration has the %s password: %v", password, err)
		}
		current = with(password)
		if err := pool.Ping(t.Context()); err != nil {
			t.Errorf("with the %s password: %v", password, err)
		}
	}
}

func TestTheServerEndsAStatementThatNobodyWaitsFor(t *testing.T) {
	variables, _ := teststores.Database(t)
	variables["REQUEST_TIMEOUT"] = "100ms"
	pool := open(t, variables)
	began := time.Now()
	_, err := pool.Exec(t.Context(), "SELECT pg_sleep(60)")
	if took := time.Since(began); err == nil || !postgres.Unavailable(err) || took > 5*time.Second {
		t.Errorf("got %v after %s", err, took)
	}
}

func TestTheProbeFailsWhileTheDatabaseIsSilentAndSucceedsSoonAfterwards(t *testing.T) {
	variables, _ := teststores.Database(t)
	relay := teststores.NewRelay(t, variables, "DB_HOST", "DB_PORT")
	cfg := teststores.Config(t, variables)
	probe, err := postgres.OpenProbe(t.Context(), func() config.Config { return cfg })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(probe.Close)
	ping := func() error {
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		return probe.Ping(ctx)
	}
	if err := ping(); err != nil {
		t.Fatal(err)
	}
	relay.Freeze()
	for range 3 {
		if err := ping(); err == nil {
			t.Error("a silent database answers")
		}
	}
	relay.Thaw()
	began := time.Now()
	for ping() != nil {
		if time.Since(began) > 3*time.Second {
			t.Fatal("the probe does not find the database again")
		}
	}
}
