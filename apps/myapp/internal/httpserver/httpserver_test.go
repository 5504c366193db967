package httpserver_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"

	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/httpserver"
)

type running struct {
	address string
	stop    context.CancelFunc
	ended   chan error
	// events tells "begun" when readiness fails
	events chan string
}

func serve(t *testing.T, handler http.HandlerFunc, drain, timeout time.Duration) running {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	all := running{"http://" + listener.Addr().String(), stop, make(chan error, 1), make(chan string, 1)}
	server := httpserver.New(config.Config{ServerSecurityHeaders: true}, handler, slog.Default())
	ending := httpserver.Ending{Begin: func() { all.events <- "begun" }, Drain: drain, Timeout: timeout}
	go func() { all.ended <- httpserver.Serve(ctx, server, listener, ending) }()
	return all
}

// get tells the answer's text, or the error's.
func get(address string) string {
	response, err := http.Get(address)
	if err != nil {
		return err.Error()
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func TestServesWhileItDrainsAndEndsWhatIsInFlight(t *testing.T) {
	arrived, finish := make(chan bool), make(chan bool)
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			arrived <- true
			<-finish
		}
		io.WriteString(w, "done")
	}, 300*time.Millisecond, 5*time.Second)
	slow := make(chan string)
	go func() { slow <- get(server.address + "/slow") }()
	<-arrived
	server.stop()
	<-server.events
	if got := get(server.address); got != "done" {
		t.Errorf("while it drains it answers %q", got)
	}
	select {
	case err := <-server.ended:
		t.Fatalf("it ended with a request in flight: %v", err)
	case <-time.After(500 * time.Millisecond):
	}
	close(finish)
	if got := <-slow; got != "done" {
		t.Errorf("the request in flight got %q", got)
	}
	if err := <-server.ended; err != nil {
		t.Errorf("got %v", err)
	}
}

func TestFailsWhenRequestsAreStillInFlightAtTheDeadline(t *testing.T) {
	arrived, finish := make(chan bool), make(chan bool)
	defer close(finish)
	server := serve(t, func(http.ResponseWriter, *http.Request) { arrived <- true; <-finish }, 0, 50*time.Millisecond)
	go get(server.address)
	<-arrived
	server.stop()
	select {
	case err := <-server.ended:
		if err == nil {
			t.Error("it counts as an orderly end")
		}
	case <-time.After(5 * time.Second):
		t.Fatal("the deadline does not hold")
	}
}

func TestSendsTheSecurityHeaders(t *testing.T) {
	server := serve(t, func(http.ResponseWriter, *http.Request) {}, 0, time.Second)
	response, err := http.Get(server.address)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	for name, want := range map[string]string{
		"Content-Security-Policy":   "default-src 'self'",
		"Strict-Transport-Security": "max-age=31536000; includeSubDomains",
		"X-Content-Type-Options":    "nosniff",
		"X-Frame-Options":           "DENY",
		"X-XSS-Protection":          "0",
	} {
		if got := response.Header.Get(name); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	server.stop()
	if err := <-server.ended; err != nil {
		t.Errorf("got %v", err)
	}
}
