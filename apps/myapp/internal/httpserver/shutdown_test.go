package httpserver_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const simple = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

func TestWhileItDrainsEveryAnswerAsksTheClientToLeave(t *testing.T) {
	arrived, finish := make(chan bool), make(chan bool)
	mux := handle("/", ok)
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		arrived <- true
		<-finish
		ok(w, r)
	})
	mux.HandleFunc("/empty", func(http.ResponseWriter, *http.Request) {})
	f := newServer(limits(), mux).start(t)
	idle, empty, busy := f.dial(t), f.dial(t), f.dial(t)
	for _, connection := range []*wire{idle, empty} {
		connection.send(t, simple)
		if response, body, err := connection.answer(); err != nil || body != "done" || response.Close {
			t.Fatalf("before it drains: got %v, %v", response, err)
		}
	}
	busy.send(t, strings.Replace(simple, "/", "/slow", 1))
	<-arrived
	f.Drain()
	close(finish)
	empty.send(t, strings.Replace(simple, "/", "/empty", 1))
	idle.send(t, simple)
	fresh := f.dial(t)
	fresh.send(t, simple)
	for name, connection := range map[string]*wire{"one that was idle": idle, "one that was busy": busy, "a new one": fresh, "an empty answer": empty} {
		response, _, err := connection.answer()
		if err != nil || response.StatusCode != 200 || !response.Close {
			t.Errorf("%s: got %v, %v", name, response, err)
		}
		connection.closedAfter(t)
	}
}

func TestShutdownWaitsForTheRequestsInFlight(t *testing.T) {
	arrived, finish := make(chan bool), make(chan bool)
	f := newServer(limits(), handle("/", func(w http.ResponseWriter, r *http.Request) {
		arrived <- true
		<-finish
		if err := r.Context().Err(); err != nil {
			t.Errorf("its context ended: %v", err)
		}
		ok(w, r)
	}))
	listener, err := f.Listen()
	if err != nil {
		t.Fatal(err)
	}
	f.address = listener.Addr().String()
	served, ended := make(chan error, 1), make(chan error, 1)
	go func() { served <- f.Serve(listener) }()
	connection := f.dial(t)
	connection.send(t, simple)
	<-arrived
	go func() { ended <- f.Shutdown(t.Context()) }()
	if err := <-served; err != nil {
		t.Errorf("serving ended with %v", err)
	}
	if late, err := net.Dial("tcp", f.address); err == nil {
		late.Close()
		t.Error("it still accepts connections")
	}
	select {
	case err := <-ended:
		t.Fatalf("it did not wait: %v", err)
	case <-time.After(100 * time.Millisecond):
	}
	close(finish)
	if response, body, err := connection.answer(); err != nil || body != "done" || !response.Close {
		t.Errorf("got %v %q, %v", response, body, err)
	}
	if err := <-ended; err != nil {
		t.Errorf("got %v", err)
	}
}

func TestShutdownCutsOffWhatIsLeftAtItsDeadline(t *testing.T) {
	arrived, heard := make(chan bool), make(chan error, 1)
	f := newServer(limits(), handle("/", func(_ http.ResponseWriter, r *http.Request) {
		arrived <- true
		<-r.Context().Done()
		heard <- r.Context().Err()
	})).start(t)
	connection := f.dial(t)
	connection.send(t, simple)
	<-arrived
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	if err := f.Shutdown(ctx); err == nil || !strings.Contains(err.Error(), "cut off") {
		t.Errorf("got %v", err)
	}
	within(t, time.Since(began), 100*time.Millisecond)
	if err := <-heard; err != context.Canceled {
		t.Errorf("the handler heard %v", err)
	}
	if response, _, err := connection.answer(); err == nil && response.StatusCode == 200 && !response.Close {
		t.Errorf("the connection survived: %v", response)
	}
}

func TestServeTellsWhyItCannotServe(t *testing.T) {
	f := newServer(limits(), handle("/", ok))
	listener, err := f.Listen()
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	if err := f.Serve(listener); err == nil {
		t.Error("all is well")
	}
}

// asker asks again and again on one connection until it is asked to leave, and never retries; where it dials next is up
// to whoever balances the load.
type asker struct {
	dial                    func() (net.Conn, error)
	answered, lost, redials *atomic.Int64
	failures                *sync.Map
}

func (a asker) run(stop <-chan struct{}) {
	var connection net.Conn
	var reader *bufio.Reader
	leave := func() {
		if connection != nil {
			connection.Close()
			connection = nil
		}
	}
	defer leave()
	ask := func() error {
		if connection == nil {
			a.redials.Add(1)
			var err error
			if connection, err = a.dial(); err != nil {
				connection = nil
				return fmt.Errorf("dialling: %w", err)
			}
			reader = bufio.NewReader(connection)
		}
		if _, err := io.WriteString(connection, simple); err != nil {
			return fmt.Errorf("sending: %w", err)
		}
		response, err := http.ReadResponse(reader, nil)
		if err != nil {
			return fmt.Errorf("receiving: %w", err)
		}
		body, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != 200 || string(body) != "done" {
			return fmt.Errorf("got %d %q: %w", response.StatusCode, body, err)
		}
		if response.Close {
			leave()
		}
		return nil
	}
	for {
		select {
		case <-stop:
			return
		default:
		}
		if err := ask(); err != nil {
			a.lost.Add(1)
			a.failures.Store(err.Error(), true)
			leave()
			continue
		}
		a.answered.Add(1)
	}
}

func TestNoRequestIsLostWhenAServerIsReplacedUnderLoad(t *testing.T) {
	work := func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(time.Millisecond)
		ok(w, r)
	}
	old, next := newServer(limits(), handle("/", work)).start(t), newServer(limits(), handle("/", work)).start(t)
	var address atomic.Pointer[string]
	address.Store(&old.address)
	var answered, lost, redials atomic.Int64
	var failures sync.Map
	stop := make(chan struct{})
	var all sync.WaitGroup
	for range 50 {
		one := asker{
			func() (net.Conn, error) { return net.Dial("tcp", *address.Load()) },
			&answered, &lost, &redials, &failures,
		}
		all.Go(func() { one.run(stop) })
	}
	time.Sleep(300 * time.Millisecond)
	before := answered.Load()
	old.Drain()
	// Load balancers hear of it a little later.
	time.Sleep(50 * time.Millisecond)
	address.Store(&next.address)
	time.Sleep(300 * time.Millisecond)
	if err := old.Shutdown(t.Context()); err != nil {
		t.Errorf("got %v", err)
	}
	moved := answered.Load()
	time.Sleep(200 * time.Millisecond)
	close(stop)
	all.Wait()
	failures.Range(func(failure, _ any) bool {
		t.Error(failure)
		return true
	})
	t.Logf("%d answers, %d connections, %d lost", answered.Load(), redials.Load(), lost.Load())
	if lost.Load() > 0 || before < 100 || answered.Load() <= moved {
		t.Errorf("%d requests were lost; %d were answered before, %d after", lost.Load(), before, answered.Load()-moved)
	}
	if !strings.Contains(old.scrape(), "\nactive_connections 0\n") {
		t.Error("connections to the old server are left")
	}
}
