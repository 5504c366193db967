package main

import (
	"encoding/binary"
	"io"
	"net"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// watching starts the program with a configuration file.
func watching(t *testing.T, content string, variables ...map[string]string) (p *program, file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "config.yaml")
	write(t, file, content)
	return serving(t, append(variables, away(t), map[string]string{"CONFIG_FILE": file})...), file
}

// limited says whether the second of two requests at once is refused.
func (p *program) limited() bool {
	p.t.Helper()
	first, _, _ := p.get("/version")
	second, header, _ := p.get("/version")
	if first == 0 || second == 0 || (second == 429) != (header.Get("Retry-After") != "") {
		p.t.Errorf("got %d and %d %v", first, second, header)
	}
	return second == 429
}

// quiet says whether liveness, which is told at DEBUG only, is told.
func (p *program) quiet() bool {
	p.t.Helper()
	written := func() { time.Sleep(250 * time.Millisecond) }
	written()
	before := len(p.lines("request"))
	p.get("/health/live")
	written()
	return len(p.lines("request")) == before
}

const unlimited = "server: {rate_limit: 0, rate_burst: 1}\n"

func TestAChangedFileChangesTheLevelOfTheLogAndTheRateLimit(t *testing.T) {
	for how, wake := range map[string]func(*program){
		"by looking": func(*program) {},
		"on SIGHUP":  func(p *program) { p.signal(syscall.SIGHUP) },
	} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			p, file := watching(t, unlimited+"log: {level: info}")
			if p.limited() || !p.quiet() {
				t.Fatal("it begins with other values than its file's")
			}
			changed := time.Now()
			write(t, file, "server: {rate_limit: 0.001, rate_burst: 1}\nlog: {level: debug}")
			wake(p)
			p.told("configuration reloaded")
			if took := time.Since(changed); took > watchInterval+2*time.Second || how == "on SIGHUP" && took > time.Second {
				t.Errorf("it took %v", took)
			}
			if !p.limited() || p.quiet() {
				t.Errorf("it goes on with the old values:\n%s", p.out.String())
			}
			line := p.lines("configuration reloaded")[0]
			if line["log_level"] != "debug" || line["rate_limit"] != 0.001 || line["rate_burst"] != 1.0 {
				t.Errorf("it says %v", line)
			}
			p.signal(syscall.SIGTERM)
			if code := p.exits(); code != 0 {
				t.Errorf("it exits with %d", code)
			}
		})
	}
}

func TestABadFileIsRefusedOnceAndTheOldValuesStay(t *testing.T) {
	const refused = "the new configuration is refused, the old one stays"
	p, file := watching(t, unlimited)
	write(t, file, "server: {rate_limit: 0.001, rate_burst: 1}\nlog: {level: loud}")
	p.signal(syscall.SIGHUP)
	p.told(refused)
	p.signal(syscall.SIGHUP)
	p.signal(syscall.SIGHUP)
	time.Sleep(watchInterval + 500*time.Millisecond)
	if lines := p.lines(refused); len(lines) != 1 || lines[0]["level"] != "ERROR" || !strings.Contains(lines[0]["error"].(string), `LOG_LEVEL: "loud" is not allowed`) {
		t.Errorf("it says %v", lines)
	}
	if p.limited() || len(p.lines("configuration reloaded")) > 0 {
		t.Errorf("it takes a part of a bad file:\n%s", p.out.String())
	}
	if code, _, answer := ran(t, map[string]string{"SERVER_PORT": port(p), "CONFIG_FILE": file}, "healthcheck"); code != 1 || answer == "" {
		t.Errorf("healthcheck exits with %d: %s", code, answer)
	}
	write(t, file, "server: {rate_limit: 0.001, rate_burst: 1}")
	p.signal(syscall.SIGHUP)
	p.told("configuration reloaded")
	if !p.limited() {
		t.Error("it does not take a good file after a bad one")
	}
}

func TestANewValueThatNeedsARestartIsToldOnce(t *testing.T) {
	p, file := watching(t, unlimited)
	write(t, file, unlimited+"health: {timeout: 900ms}")
	p.signal(syscall.SIGHUP)
	const needed = "a restart is needed for new values"
	p.told(needed)
	write(t, file, unlimited+"health: {timeout: 900ms}\nlog: {level: debug}")
	p.signal(syscall.SIGHUP)
	p.told("configuration reloaded")
	lines := p.lines(needed)
	if len(lines) != 1 || lines[0]["level"] != "WARN" || len(lines[0]["variables"].([]any)) != 1 || lines[0]["variables"].([]any)[0] != "HEALTH_TIMEOUT" {
		t.Errorf("it says %v", lines)
	}
}

func TestNoSIGHUPEndsItFromTheFirstMomentOn(t *testing.T) {
	p, _ := watching(t, unlimited)
	for range 100 {
		p.signal(syscall.SIGHUP)
	}
	if code, _, _ := p.get("/health/live"); code != 200 {
		t.Errorf("liveness is %d", code)
	}
	p.signal(syscall.SIGTERM)
	p.signal(syscall.SIGHUP)
	if code := p.exits(); code != 0 {
		t.Errorf("it exits with %d", code)
	}
}

func TestNewConnectionsToTheDatabaseUseTheNewPassword(t *testing.T) {
	passwords := make(chan string, 100)
	variables := map[string]string{"DB_PORT": listening(t, func(connection net.Conn) { askPassword(connection, passwords) })}
	secret := filepath.Join(t.TempDir(), "password")
	write(t, secret, password+"-old\n")
	all := away(t)
	delete(all, "DB_PASSWORD")
	p := serving(t, all, variables, map[string]string{"DB_PASSWORD_FILE": secret})
	p.get("/health/ready")
	if got := <-passwords; got != password+"-old" {
		t.Errorf("it begins with the password %q", got)
	}
	write(t, secret, password+"-new\n")
	p.signal(syscall.SIGHUP)
	p.told("configuration reloaded")
	for len(passwords) > 0 {
		<-passwords
	}
	p.get("/health/ready")
	if got := <-passwords; got != password+"-new" {
		t.Errorf("it goes on with the password %q", got)
	}
}

// askPassword does of PostgreSQL's protocol what is needed to be told a password in clear.
func askPassword(connection net.Conn, passwords chan<- string) {
	message := func(typeBytes int) []byte {
		head := make([]byte, typeBytes+4)
		if _, err := io.ReadFull(connection, head); err != nil {
			return nil
		}
		body := make([]byte, binary.BigEndian.Uint32(head[typeBytes:])-4)
		_, _ = io.ReadFull(connection, body)
		return body
	}
	message(0)
	// AuthenticationCleartextPassword.
	if _, err := connection.Write([]byte{'R', 0, 0, 0, 8, 0, 0, 0, 3}); err != nil {
		return
	}
	if body := message(1); len(body) > 0 {
		passwords <- string(body[:len(body)-1])
	}
}
