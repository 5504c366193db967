package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain lets the test's own binary be the program, so that exit codes and signals are the real ones.
func TestMain(m *testing.M) {
	if os.Getenv("BE_MYAPP") == "1" {
		os.Exit(run(os.Args[1:]))
	}
	os.Exit(m.Run())
}

func program(variables []string, arguments ...string) (*exec.Cmd, *bytes.Buffer) {
	command := exec.Command(os.Args[0], arguments...)
	command.Env = append(slices.Clone(variables), "BE_MYAPP=1")
	said := &bytes.Buffer{}
	command.Stdout, command.Stderr = said, said
	return command, said
}

func exitCode(err error) int {
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		return failed.ExitCode()
	}
	return 0
}

// freePort is a port that nobody listens on.
func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

func TestTellsAllThatIsWrongWithTheConfigurationAtOnce(t *testing.T) {
	command, said := program([]string{"SERVER_PORT=none", "LOG_LEVEL=loud"})
	if code := exitCode(command.Run()); code != 78 {
		t.Errorf("it exits with %d", code)
	}
	for _, name := range []string{"SERVER_PORT", "LOG_LEVEL", "DB_USER", "DB_NAME", "DB_PASSWORD"} {
		if !strings.Contains(said.String(), name) {
			t.Errorf("%s is not told:\n%s", name, said)
		}
	}
}

func TestRefusesUnknownArguments(t *testing.T) {
	command, said := program(nil, "helthcheck")
	if code := exitCode(command.Run()); code != 64 || !strings.Contains(said.String(), "helthcheck") {
		t.Errorf("it exits with %d: %s", code, said)
	}
}

func TestLivesWithoutItsDependenciesIsNotReadyAndStopsOnSIGTERM(t *testing.T) {
	port := freePort(t)
	away := fmt.Sprint(freePort(t))
	variables := []string{
		fmt.Sprintf("SERVER_PORT=%d", port),
		"DB_HOST=127.0.0.1", "DB_PORT=" + away, "DB_USER=me", "DB_NAME=notes", "DB_PASSWORD=secret",
		"REDIS_HOST=127.0.0.1", "REDIS_PORT=" + away,
	}
	server, said := program(variables)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	defer server.Process.Kill()
	address := fmt.Sprintf("http://127.0.0.1:%d", port)
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		code, body := get(t, address+"/health/live")
		if code == http.StatusOK && body == "OK" {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("it never lived: %d %s", code, body)
		}
	}
	code, body := get(t, address+"/health/ready")
	if code != http.StatusServiceUnavailable || !strings.Contains(body, `"services":{"database":"unavailable","redis":"unavailable"}`) {
		t.Errorf("readiness is %d %s", code, body)
	}
	if _, body := get(t, address+"/version"); !strings.Contains(body, `"version":"dev"`) {
		t.Errorf("the version is %s", body)
	}
	healthcheck, answer := program(variables, "healthcheck")
	if code := exitCode(healthcheck.Run()); code != 1 || !strings.Contains(answer.String(), "503") {
		t.Errorf("healthcheck exits with %d: %s", code, answer)
	}
	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := exitCode(server.Wait()); code != 0 {
		t.Errorf("it exits with %d", code)
	}
	inOrder(t, said.String(), "starting", "listening", "told to stop", "stopping",
		"no request is in flight any more", "the database is closed", "the cache is closed", "stopped")
	if strings.Contains(said.String(), "secret") {
		t.Errorf("the password is in the log:\n%s", said)
	}
}

// get tells the code and text of an answer; 0 for none.
func get(t *testing.T, address string) (int, string) {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		return 0, err.Error()
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

// inOrder fails unless every line is JSON and the messages are among them in this order.
func inOrder(t *testing.T, log string, messages ...string) {
	t.Helper()
	for line := range strings.Lines(log) {
		var entry struct{ Msg string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Errorf("not JSON: %s", line)
		}
		if len(messages) > 0 && entry.Msg == messages[0] {
			messages = messages[1:]
		}
	}
	if len(messages) > 0 {
		t.Errorf("there is no %q in its place:\n%s", messages[0], log)
	}
}
