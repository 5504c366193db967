package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.com/shop/myapp/internal/config"
)

// required are the variables without which it does not start, with a value.
func required(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, variable := range config.Variables() {
		if variable.Required {
			all[variable.Name] = password
		}
	}
	if len(all) < 3 {
		t.Fatalf("only %v are required", all)
	}
	return all
}

func TestDoesNotStartWithoutARequiredVariable(t *testing.T) {
	for missing := range required(t) {
		for how, leave := range map[string]func(map[string]string){
			"not set": func(variables map[string]string) { delete(variables, missing) },
			"empty":   func(variables map[string]string) { variables[missing] = "" },
		} {
			variables := required(t)
			leave(variables)
			for _, arguments := range [][]string{nil, {"migrate"}} {
				code, out, err := ran(t, variables, arguments...)
				if code != 78 || out != "" || !strings.Contains(err, "1 wrong or missing") || !strings.Contains(err, "\n  "+missing+": required") {
					t.Errorf("%v with %s %s: it exits with %d and says:\n%s%s", arguments, missing, how, code, out, err)
				}
			}
		}
	}
}

func TestTellsAllThatIsWrongWithTheConfigurationAtOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config.yaml")
	write(t, file, "log: {levl: debug}\nserver: {rate_limit: fast}\ndb: {password: "+password+"}\n")
	code, out, err := ran(t, map[string]string{
		"SERVER_PORT": "none", "LOG_LEVEL": "loud", "SERVER_TRUSTED_PROXIES": "proxy", "CONFIG_FILE": file,
		"DB_MAX_CONNECTIONS": "0",
	})
	if code != 78 || out != "" {
		t.Errorf("it exits with %d and says %q", code, out)
	}
	told := []string{
		"SERVER_PORT", "LOG_LEVEL", "SERVER_TRUSTED_PROXIES", "DB_MAX_CONNECTIONS", file + ":1: log.levl", "SERVER_RATE_LIMIT",
		file + ":3: db.password",
	}
	for name := range required(t) {
		told = append(told, name)
	}
	for _, name := range told {
		if !strings.Contains(err, "\n  "+name) {
			t.Errorf("%s is not told:\n%s", name, err)
		}
	}
	if strings.Contains(err, password) {
		t.Errorf("the password is told:\n%s", err)
	}
}

func TestRefusesUnknownArguments(t *testing.T) {
	for _, arguments := range [][]string{{"helthcheck"}, {"healthcheck", "now"}, {"migrate", "down"}, {""}, {"--help"}} {
		code, out, err := ran(t, nil, arguments...)
		if code != 64 || out != "" || !strings.Contains(err, arguments[0]) || !strings.Contains(err, "migrate, or healthcheck") {
			t.Errorf("%q: it exits with %d: %s%s", arguments, code, out, err)
		}
	}
}

func TestDoesNotStartWherePortIsTaken(t *testing.T) {
	first := serving(t, away(t))
	variables := away(t)
	maps.Copy(variables, map[string]string{"SERVER_HOST": "127.0.0.1", "SERVER_PORT": port(first)})
	second := newProgram(t, variables).start()
	if code := second.exits(); code != 1 {
		t.Errorf("it exits with %d", code)
	}
	second.inOrder("starting", "ended: requests", "ended: worker", "ended: database", "ended: cache", "ended: logs", "stopped, but not in order")
}

func port(p *program) string {
	return p.address[strings.LastIndex(p.address, ":")+1:]
}

func TestTellsAtStartWhichBuildItIsAndWhatItMayUse(t *testing.T) {
	p := serving(t, away(t), map[string]string{"GOMEMLIMIT": "123MiB"})
	p.until("it is told", func() bool { return len(p.lines("starting")) == 1 && len(p.lines("listening")) == 1 })
	starting := p.lines("starting")[0]
	for key, want := range map[string]any{
		"level": "INFO", "version": "dev", "git_commit": "unknown", "build_time": "unknown",
		"memory_limit_bytes": 123.0 * (1 << 20),
	} {
		if starting[key] != want {
			t.Errorf("%s is %v, want %v", key, starting[key], want)
		}
	}
	if got := p.lines("listening")[0]["address"]; "http://"+got.(string) != p.address {
		t.Errorf("it listens at %v", got)
	}
}

func TestServesTheRoutesOfTheContractWithoutItsDependencies(t *testing.T) {
	p := serving(t, away(t))
	for path, want := range map[string]struct {
		code int
		body string
	}{
		"/health/live":  {200, "OK"},
		"/health/ready": {503, `"services":{"database":"unavailable","redis":"unavailable"}`},
		"/version":      {200, `{"version":"dev","git_commit":"unknown","build_time":"unknown"}`},
		"/metrics":      {200, `build_info{build_time="unknown",commit="unknown",version="dev"} 1`},
		"/notes":        {503, ""},
		"/nothing":      {404, ""},
	} {
		code, header, body := p.get(path)
		if code != want.code || !strings.Contains(body, want.body) || header.Get("X-Request-ID") == "" ||
			header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s is %d %v %.300s", path, code, header, body)
		}
	}
}

func TestMigratingEndsOnSIGTERMAndNotOnSIGHUP(t *testing.T) {
	p := newProgram(t, away(t), "migrate").start()
	p.until("it waits for the database", func() bool { return len(p.lines("waiting for the database")) > 0 })
	p.signal(syscall.SIGHUP)
	select {
	case <-p.ended:
		t.Fatal("SIGHUP ends it")
	case <-time.After(200 * time.Millisecond):
	}
	p.signal(syscall.SIGTERM)
	if code := p.exits(); code != 1 {
		t.Errorf("it exits with %d", code)
	}
	p.inOrder("migrating", "waiting for the database", "the tables are not up to date")
}

// write puts content into the place of a file at once, as an editor does.
func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path+".new", []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}
