package httpserver_test

import (
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// within fails unless it took about so long.
func within(t *testing.T, took, limit time.Duration) {
	t.Helper()
	if took < limit/2 || took > limit+2*time.Second {
		t.Errorf("it took %s, and the limit is %s", took, limit)
	}
}

func ok(w http.ResponseWriter, _ *http.Request) {
	_, _ = io.WriteString(w, "done")
}

func TestListensOnTheConfiguredHostOnly(t *testing.T) {
	cfg := limits()
	cfg.ServerHost = "127.0.0.2"
	f := newServer(cfg, handle("/", ok)).start(t)
	host, port, _ := net.SplitHostPort(f.address)
	if host != "127.0.0.2" {
		t.Errorf("it listens on %s", host)
	}
	if connection, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
		connection.Close()
		t.Error("it listens on another host, too")
	}
}

func TestListenTellsAnAddressThatIsTaken(t *testing.T) {
	taken := newServer(limits(), handle("/", ok)).start(t)
	cfg := limits()
	cfg.ServerPort = uint16(taken.dial(t).RemoteAddr().(*net.TCPAddr).Port)
	if _, err := newServer(cfg, handle("/", ok)).Listen(); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("got %v", err)
	}
}

func TestClosesAConnectionWhoseHeaderComesTooSlowly(t *testing.T) {
	cfg := limits()
	cfg.ServerReadHeaderTimeout = 150 * time.Millisecond
	connection := newServer(cfg, handle("/", ok)).start(t).dial(t)
	connection.send(t, "GET / HTTP/1.1\r\nHost: a\r\n")
	within(t, connection.closedAfter(t), cfg.ServerReadHeaderTimeout)
}

func TestAHeaderThatIsTooLargeIs431(t *testing.T) {
	cfg := limits()
	cfg.ServerMaxHeaderBytes = 8 << 10
	f := newServer(cfg, handle("/", ok)).start(t)
	for size, want := range map[int]int{4 << 10: 200, 32 << 10: 431} {
		connection := f.dial(t)
		connection.send(t, "GET / HTTP/1.1\r\nHost: a\r\nX-Large: "+strings.Repeat("a", size)+"\r\n\r\n")
		response, _, err := connection.answer()
		if err != nil || response.StatusCode != want {
			t.Errorf("%d bytes: got %v, %v", size, response, err)
		}
	}
}

func TestReadingABodyThatComesTooSlowlyFails(t *testing.T) {
	cfg := limits()
	cfg.ServerReadTimeout = 150 * time.Millisecond
	failed := make(chan error, 1)
	f := newServer(cfg, handle("POST /", func(w http.ResponseWriter, r *http.Request) {
		_, err := io.ReadAll(r.Body)
		failed <- err
		w.WriteHeader(http.StatusRequestTimeout)
	})).start(t)
	connection := f.dial(t)
	began := time.Now()
	connection.send(t, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\na")
	if err := <-failed; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("reading ended with %v", err)
	}
	within(t, time.Since(began), cfg.ServerReadTimeout)
	if response, _, err := connection.answer(); err != nil || response.StatusCode != 408 || !response.Close {
		t.Errorf("got %v, %v", response, err)
	}
	connection.closedAfter(t)
}

func TestAResponseThatComesTooLateIsNotSent(t *testing.T) {
	cfg := limits()
	cfg.ServerWriteTimeout = 150 * time.Millisecond
	f := newServer(cfg, handle("/", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(2 * cfg.ServerWriteTimeout)
		ok(w, r)
	})).start(t)
	connection := f.dial(t)
	connection.send(t, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
	connection.closedAfter(t)
}

func TestClosesAConnectionThatIsIdleForTooLong(t *testing.T) {
	cfg := limits()
	cfg.ServerIdleTimeout = 150 * time.Millisecond
	connection := newServer(cfg, handle("/", ok)).start(t).dial(t)
	connection.send(t, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
	if _, body, err := connection.answer(); err != nil || body != "done" {
		t.Fatalf("got %q, %v", body, err)
	}
	within(t, connection.closedAfter(t), cfg.ServerIdleTimeout)
}

func TestActiveConnectionsReturnToNone(t *testing.T) {
	f := newServer(limits(), handle("/", ok)).start(t)
	var open []*wire
	for range 10 {
		connection := f.dial(t)
		connection.send(t, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
		if _, _, err := connection.answer(); err != nil {
			t.Fatal(err)
		}
		open = append(open, connection)
	}
	if !strings.Contains(f.scrape(), "\nactive_connections 10\n") {
		t.Error("the open connections are not counted")
	}
	for _, connection := range open {
		connection.Close()
	}
	eventually(t, "no connection is open", func() bool { return strings.Contains(f.scrape(), "\nactive_connections 0\n") })
}
