package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const password = "hunter2-is-secret"

// TestMain lets the test's own binary be the program, so that exit codes and signals are the real ones.
func TestMain(m *testing.M) {
	if os.Getenv("BE_MYAPP") == "1" {
		os.Exit(run(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// buffer is what a process writes, while it runs.
type buffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *buffer) Write(text []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(text)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// program is the program as a process of its own, and what it writes.
type program struct {
	t        *testing.T
	command  *exec.Cmd
	out, err buffer
	address  string
	ended    chan struct{}
}

func newProgram(t *testing.T, variables map[string]string, arguments ...string) *program {
	t.Helper()
	p := &program{t: t, command: exec.Command(os.Args[0], arguments...), ended: make(chan struct{})}
	// The working folder has no config/config.yaml.
	p.command.Dir = t.TempDir()
	p.command.Env = []string{"BE_MYAPP=1"}
	for name, text := range variables {
		p.command.Env = append(p.command.Env, name+"="+text)
	}
	p.command.Stdout, p.command.Stderr = &p.out, &p.err
	return p
}

// ran runs the program to its end, and returns its exit code and what it wrote.
func ran(t *testing.T, variables map[string]string, arguments ...string) (code int, out, err string) {
	t.Helper()
	p := newProgram(t, variables, arguments...)
	return exitCode(t, p.command.Run()), p.out.String(), p.err.String()
}

func exitCode(t *testing.T, err error) int {
	t.Helper()
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		return failed.ExitCode()
	}
	if err != nil {
		t.Error(err)
	}
	return 0
}

// start starts the program; it is killed at the end of the test if it still runs.
func (p *program) start() *program {
	p.t.Helper()
	if err := p.command.Start(); err != nil {
		p.t.Fatal(err)
	}
	go func() {
		_ = p.command.Wait()
		close(p.ended)
	}()
	p.t.Cleanup(func() {
		_ = p.command.Process.Kill()
		<-p.ended
		if said := p.out.String() + p.err.String(); strings.Contains(said, "hunter2") {
			p.t.Errorf("the password is told:\n%s", said)
		}
	})
	return p
}

// serving starts the program and waits until it lives.
func serving(t *testing.T, variables ...map[string]string) *program {
	t.Helper()
	port := strconv.Itoa(freePort(t))
	all := map[string]string{"SERVER_PORT": port, "SERVER_HOST": "127.0.0.1", "SHUTDOWN_DRAIN": "0s"}
	for _, some := range variables {
		maps.Copy(all, some)
	}
	p := newProgram(t, all).start()
	p.address = "http://127.0.0.1:" + port
	p.until("it lives", func() bool {
		code, _, body := p.get("/health/live")
		return code == http.StatusOK && body == "OK"
	})
	return p
}

// until fails the test if something does not come true within ten seconds.
func (p *program) until(what string, is func() bool) {
	p.t.Helper()
	for end := time.Now().Add(10 * time.Second); !is(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			p.t.Fatalf("not within ten seconds: %s\n%s%s", what, p.out.String(), p.err.String())
		}
	}
}

func (p *program) signal(signal os.Signal) time.Time {
	p.t.Helper()
	if err := p.command.Process.Signal(signal); err != nil {
		p.t.Fatal(err)
	}
	return time.Now()
}

// exits waits for the end of the program and returns its exit code.
func (p *program) exits() int {
	p.t.Helper()
	select {
	case <-p.ended:
	case <-time.After(15 * time.Second):
		_ = p.command.Process.Signal(syscall.SIGQUIT)
		<-p.ended
		p.t.Fatalf("it does not end:\n%s%s", p.out.String(), p.err.String())
	}
	return p.command.ProcessState.ExitCode()
}

// get tells the code, header and text of an answer over a connection of its own; 0 for none.
func (p *program) get(path string) (int, http.Header, string) {
	p.t.Helper()
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
	response, err := client.Get(p.address + path)
	if err != nil {
		return 0, nil, err.Error()
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return 0, nil, err.Error()
	}
	return response.StatusCode, response.Header, string(body)
}

// lines are those of the log with this message.
func (p *program) lines(message string) []map[string]any {
	p.t.Helper()
	var found []map[string]any
	for line := range strings.Lines(p.out.String()) {
		if !strings.HasSuffix(line, "\n") {
			break
		}
		var entry map[string]any
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			p.t.Errorf("not JSON: %s", line)
		}
		if entry["msg"] == message {
			found = append(found, entry)
		}
	}
	return found
}

// inOrder fails unless the log has lines with these messages in this order; a step is written as "message: step".
func (p *program) inOrder(messages ...string) {
	p.t.Helper()
	for line := range strings.Lines(p.out.String()) {
		var entry struct{ Msg, Step string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			p.t.Errorf("not JSON: %s", line)
		}
		told := entry.Msg
		if entry.Step != "" {
			told += ": " + entry.Step
		}
		if len(messages) > 0 && told == messages[0] {
			messages = messages[1:]
		}
	}
	if len(messages) > 0 {
		p.t.Errorf("there is no %q in its place:\n%s", messages[0], p.out.String())
	}
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

// away are the variables of a process whose database and cache are away.
func away(t *testing.T) map[string]string {
	t.Helper()
	port := strconv.Itoa(freePort(t))
	return map[string]string{
		"DB_HOST": "127.0.0.1", "DB_PORT": port, "DB_USER": "me", "DB_NAME": "notes", "DB_PASSWORD": password,
		"REDIS_HOST": "127.0.0.1", "REDIS_PORT": port,
	}
}

// silent are the variables of a process whose database takes connections and never says a word. The channel tells each.
func silent(t *testing.T) (map[string]string, <-chan struct{}) {
	t.Helper()
	taken := make(chan struct{}, 100)
	variables := away(t)
	variables["DB_PORT"] = listening(t, func(connection net.Conn) {
		taken <- struct{}{}
		_, _ = io.Copy(io.Discard, connection)
	})
	return variables, taken
}

// listening hands every connection to handle, and returns the port.
func listening(t *testing.T, handle func(net.Conn)) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer connection.Close()
				handle(connection)
			}()
		}
	}()
	return fmt.Sprint(listener.Addr().(*net.TCPAddr).Port)
}

// send sends a request over a connection of its own and leaves it open.
func (p *program) send(request string) (net.Conn, *bufio.Reader) {
	p.t.Helper()
	connection, err := net.Dial("tcp", strings.TrimPrefix(p.address, "http://"))
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { connection.Close() })
	if _, err := io.WriteString(connection, request); err != nil {
		p.t.Fatal(err)
	}
	return connection, bufio.NewReader(connection)
}
