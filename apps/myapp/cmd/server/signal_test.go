package main

import (
	"bufio"
	"io"
	"maps"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// told waits until the log has a line with this message.
func (p *program) told(message string) {
	p.t.Helper()
	p.until("it says "+message, func() bool { return len(p.lines(message)) > 0 })
}

func TestEndsInOrderOnSIGTERMAndOnSIGINT(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		p := serving(t, away(t))
		p.signal(signal)
		if code := p.exits(); code != 0 {
			t.Errorf("%v: it exits with %d", signal, code)
		}
		p.inOrder("starting", "listening", "draining",
			"ended: requests", "ended: worker", "ended: database", "ended: cache", "ended: logs", "stopped")
		if len(p.lines("told to stop")) != 1 || p.err.String() != "" {
			t.Errorf("it says:\n%s%s", p.out.String(), p.err.String())
		}
	}
}

func TestIsNotReadyAndClosesConnectionsWhileItDrainsButAnswersAll(t *testing.T) {
	p := serving(t, away(t), map[string]string{"SHUTDOWN_DRAIN": "1s"})
	kept, answers := p.send("GET /version HTTP/1.1\r\nHost: a\r\n\r\n")
	if response := answer(t, answers); response.Close {
		t.Fatal("it closes the connection before it drains")
	}
	stopped := p.signal(syscall.SIGTERM)
	p.told("draining")
	if code, _, body := p.get("/health/ready"); code != 503 || !strings.Contains(body, `"status":"stopping"`) {
		t.Errorf("readiness is %d %s", code, body)
	}
	if code, _, _ := p.get("/health/live"); code != 200 {
		t.Errorf("liveness is %d", code)
	}
	if _, err := io.WriteString(kept, "GET /version HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
		t.Error(err)
	}
	if response := answer(t, answers); response.StatusCode != 200 || !response.Close {
		t.Errorf("got %s, close: %v", response.Status, response.Close)
	}
	if code := p.exits(); code != 0 {
		t.Errorf("it exits with %d", code)
	}
	if took := time.Since(stopped); took < time.Second || took > 3*time.Second {
		t.Errorf("it took %v", took)
	}
}

// answer reads a whole answer.
func answer(t *testing.T, from *bufio.Reader) *http.Response {
	t.Helper()
	response, err := http.ReadResponse(from, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		t.Fatal(err)
	}
	return response
}

func TestARequestInFlightIsAnsweredBeforeItEnds(t *testing.T) {
	variables, taken := silent(t)
	p := serving(t, variables)
	_, answers := p.send("GET /health/ready HTTP/1.1\r\nHost: a\r\n\r\n")
	<-taken
	p.signal(syscall.SIGTERM)
	if response := answer(t, answers); response.StatusCode != 503 || !response.Close {
		t.Errorf("got %s, close: %v", response.Status, response.Close)
	}
	if code := p.exits(); code != 0 {
		t.Errorf("it exits with %d", code)
	}
	p.inOrder("draining", "ended: requests", "stopped")
}

func TestARequestThatTakesLongerThanTheDeadlineIsCutOffAndItExitsWith1(t *testing.T) {
	variables, taken := silent(t)
	p := serving(t, variables, map[string]string{"SHUTDOWN_TIMEOUT": "1s"})
	_, answers := p.send("GET /notes HTTP/1.1\r\nHost: a\r\n\r\n")
	<-taken
	stopped := p.signal(syscall.SIGTERM)
	code := p.exits()
	if took := time.Since(stopped); code != 1 || took < 650*time.Millisecond || took > 1500*time.Millisecond {
		t.Errorf("it exits with %d after %v", code, took)
	}
	if response := answer(t, answers); response.StatusCode != 503 || !response.Close {
		t.Errorf("what was cut off is answered %s, close: %v", response.Status, response.Close)
	}
	p.inOrder("draining", "ended badly: requests",
		"ended: worker", "ended: database", "ended: cache", "ended: logs", "stopped, but not in order")
	if lines := p.lines("request"); len(lines) == 0 || lines[len(lines)-1]["path"] != "/notes" || lines[len(lines)-1]["status"] != 503.0 {
		t.Errorf("what was cut off is logged as %v", lines)
	}
}

func TestABodyThatNeverComesIsCutOff(t *testing.T) {
	p := serving(t, away(t), map[string]string{"SHUTDOWN_TIMEOUT": "1s", "SERVER_READ_TIMEOUT": "1m", "REQUEST_TIMEOUT": "1m", "SERVER_WRITE_TIMEOUT": "2m"})
	_, answers := p.send("POST /notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
	p.until("the request has begun", func() bool {
		_, _, body := p.get("/metrics")
		return strings.Contains(body, "active_connections 2")
	})
	stopped := p.signal(syscall.SIGTERM)
	code := p.exits()
	if took := time.Since(stopped); code != 1 || took < 650*time.Millisecond || took > 1500*time.Millisecond {
		t.Errorf("it exits with %d after %v", code, took)
	}
	_, _ = io.Copy(io.Discard, answers)
	p.inOrder("draining", "ended badly: requests", "ended: worker", "ended: database", "ended: cache", "stopped, but not in order")
}

func TestASecondSignalEndsItAtOnce(t *testing.T) {
	for name, variables := range map[string]map[string]string{
		"while it drains":          {"SHUTDOWN_DRAIN": "1m"},
		"while a request is stuck": {"SHUTDOWN_TIMEOUT": "1m", "REQUEST_TIMEOUT": "1m", "SERVER_WRITE_TIMEOUT": "2m"},
	} {
		t.Run(name, func(t *testing.T) {
			dependencies, taken := silent(t)
			p := serving(t, dependencies, variables)
			p.send("GET /notes HTTP/1.1\r\nHost: a\r\n\r\n")
			<-taken
			p.signal(syscall.SIGTERM)
			p.told("draining")
			second := p.signal(syscall.SIGINT)
			code := p.exits()
			if took := time.Since(second); code != 1 || took > time.Second {
				t.Errorf("it exits with %d after %v", code, took)
			}
			p.inOrder("draining", "told to stop at once")
		})
	}
}

// unread starts the program with a log that nobody reads, and lets it log until it can log no more.
func unread(t *testing.T, variables map[string]string) *program {
	t.Helper()
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() })
	all := away(t)
	port := strconv.Itoa(freePort(t))
	maps.Copy(all, map[string]string{"SERVER_HOST": "127.0.0.1", "SERVER_PORT": port, "SERVER_RATE_LIMIT": "0"})
	maps.Copy(all, variables)
	p := newProgram(t, all)
	p.command.Stdout = out
	p.start()
	out.Close()
	p.address = "http://127.0.0.1:" + port
	p.until("it lives", func() bool { code, _, _ := p.get("/health/live"); return code == 200 })
	client := http.Client{Timeout: 500 * time.Millisecond}
	long := p.address + "/" + strings.Repeat("a", 1000)
	for blocked := false; !blocked; {
		response, err := client.Get(long)
		if blocked = err != nil; !blocked {
			response.Body.Close()
		}
	}
	return p
}

func TestEndsInTimeThoughNobodyReadsItsLog(t *testing.T) {
	p := unread(t, map[string]string{"SHUTDOWN_DRAIN": "0s", "SHUTDOWN_TIMEOUT": "1s"})
	stopped := p.signal(syscall.SIGTERM)
	code := p.exits()
	if took := time.Since(stopped); code != 1 || took > time.Second+overdue+time.Second {
		t.Errorf("it exits with %d after %v", code, took)
	}
}

func TestASecondSignalEndsItAtOnceThoughNobodyReadsItsLog(t *testing.T) {
	p := unread(t, map[string]string{"SHUTDOWN_DRAIN": "1m"})
	p.signal(syscall.SIGTERM)
	// A signal that comes while the same one is still on its way is lost.
	time.Sleep(100 * time.Millisecond)
	second := p.signal(syscall.SIGINT)
	code := p.exits()
	if took := time.Since(second); code != 1 || took > time.Second {
		t.Errorf("it exits with %d after %v", code, took)
	}
}
