package main

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.com/shop/myapp/internal/config"
)

// answering is the port of a server at an address of this machine that answers readiness with a code.
func answering(t *testing.T, host string, code int) string {
	t.Helper()
	listener, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || r.URL.Path != "/health/ready" {
			t.Errorf("it asks for %s %s", r.Method, r.URL)
		}
		w.Header().Set("Location", "/")
		w.WriteHeader(code)
	}))
	server.Listener.Close()
	server.Listener = listener
	server.Start()
	t.Cleanup(server.Close)
	return strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
}

func TestHealthcheckTellsWhetherTheServerIsReady(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "config.yaml")
	write(t, bad, "{")
	for name, test := range map[string]struct {
		host, at, more string
		code, want     int
	}{
		"200":                                  {"", "127.0.0.1", "", 200, 0},
		"503":                                  {"", "127.0.0.1", "", 503, 1},
		"a redirection":                        {"", "127.0.0.1", "", 302, 1},
		"at all addresses":                     {"0.0.0.0", "127.0.0.1", "", 200, 0},
		"at all addresses of IPv6":             {"::", "127.0.0.1", "", 200, 0},
		"at the configured address":            {"127.0.0.2", "127.0.0.2", "", 200, 0},
		"at another address":                   {"127.0.0.2", "127.0.0.3", "", 200, 1},
		"with a new file that was refused":     {"", "127.0.0.1", "CONFIG_FILE=" + bad, 200, 0},
		"with a proxy for all that it may ask": {"127.0.0.2", "127.0.0.2", "HTTP_PROXY=http://127.0.0.1:1", 200, 0},
	} {
		t.Run(name, func(t *testing.T) {
			variables := map[string]string{"SERVER_PORT": answering(t, test.at, test.code)}
			if test.host != "" {
				variables["SERVER_HOST"] = test.host
			}
			if key, text, found := strings.Cut(test.more, "="); found {
				variables[key] = text
			}
			code, out, err := ran(t, variables, "healthcheck")
			if code != test.want || out != "" || (err == "") != (test.want == 0) {
				t.Errorf("it exits with %d and says %s%s", code, out, err)
			}
		})
	}
}

func TestHealthcheckFailsWithoutAServerAndWithoutAPort(t *testing.T) {
	for _, port := range []string{strconv.Itoa(freePort(t)), "none"} {
		if code, _, err := ran(t, map[string]string{"SERVER_PORT": port}, "healthcheck"); code != 1 || err == "" {
			t.Errorf("it exits with %d: %s", code, err)
		}
	}
}

func TestHealthcheckDoesNotWaitForASilentServer(t *testing.T) {
	began := time.Now()
	code, _, err := ran(t, map[string]string{"SERVER_PORT": listening(t, func(net.Conn) { time.Sleep(5 * time.Second) })}, "healthcheck")
	if took := time.Since(began); code != 1 || err == "" || took > time.Second+askMargin+time.Second {
		t.Errorf("it exits with %d after %v: %s", code, took, err)
	}
}

func TestHealthcheckWaitsForAsLongAsReadinessMayTake(t *testing.T) {
	for timeout, want := range map[string]int{"1s": 1, "2s": 0} {
		port := listening(t, func(connection net.Conn) {
			time.Sleep(1800 * time.Millisecond)
			_, _ = io.WriteString(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
		})
		if code, _, err := ran(t, map[string]string{"SERVER_PORT": port, "HEALTH_TIMEOUT": timeout}, "healthcheck"); code != want {
			t.Errorf("with HEALTH_TIMEOUT %s it exits with %d: %s", timeout, code, err)
		}
	}
}

func TestReadinessWaitsForNoDependencyLongerThanTheProbeWaits(t *testing.T) {
	variables, _ := silent(t)
	p := serving(t, variables)
	began := time.Now()
	code, _, body := p.get("/health/ready")
	if took := time.Since(began); code != 503 || took < 900*time.Millisecond || took > time.Second+askMargin {
		t.Errorf("readiness is %d after %v: %s", code, took, body)
	}
}

func TestTheDeadlinesOfHealthLieBelowEachOther(t *testing.T) {
	probe := map[string]*regexp.Regexp{
		"../../Dockerfile":   regexp.MustCompile(`HEALTHCHECK .*--timeout=(\S+)`),
		"../../compose.yaml": regexp.MustCompile(`(?s)test: \[CMD, /app/myapp, healthcheck\].*?timeout: (\S+)`),
	}
	var asked time.Duration
	for _, variable := range config.Variables() {
		if variable.Name == "HEALTH_TIMEOUT" {
			timeout, err := time.ParseDuration(variable.Default)
			if err != nil {
				t.Fatal(err)
			}
			asked = timeout + askMargin
		}
	}
	if asked <= askMargin {
		t.Fatal("HEALTH_TIMEOUT has no default")
	}
	for path, pattern := range probe {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		found := pattern.FindSubmatch(content)
		if found == nil {
			t.Errorf("%s has no healthcheck", path)
			continue
		}
		if timeout, err := time.ParseDuration(string(found[1])); err != nil || timeout < asked+250*time.Millisecond {
			t.Errorf("%s waits %s, and healthcheck %v", path, found[1], asked)
		}
	}
}
