package teststores

import (
	"net"
	"sync"
	"testing"
)

// Relay stands before a server, so that a test can take it away and give it back.
type Relay struct {
	t        testing.TB
	target   string
	address  string
	listener net.Listener

	mu          sync.Mutex
	connections map[net.Conn]bool
	// flow is held for reading by whatever passes, and for writing while nothing may.
	flow sync.RWMutex
}

// NewRelay returns a relay to what the two variables in the map say, and puts itself there.
func NewRelay(t testing.TB, variables map[string]string, hostVariable, portVariable string) *Relay {
	t.Helper()
	r := &Relay{
		t:           t,
		target:      net.JoinHostPort(variables[hostVariable], variables[portVariable]),
		address:     "127.0.0.1:0",
		connections: map[net.Conn]bool{},
	}
	r.Return()
	t.Cleanup(r.Cut)
	variables[hostVariable], variables[portVariable], _ = net.SplitHostPort(r.address)
	return r
}

// Cut takes the server away: its connections break, and new ones are refused.
func (r *Relay) Cut() {
	_ = r.listener.Close()
	r.mu.Lock()
	defer r.mu.Unlock()
	for connection := range r.connections {
		_ = connection.Close()
	}
	clear(r.connections)
}

// Return gives back, at the same address, a server that was cut.
func (r *Relay) Return() {
	r.t.Helper()
	listener, err := net.Listen("tcp", r.address)
	if err != nil {
		r.t.Fatal(err)
	}
	r.listener, r.address = listener, listener.Addr().String()
	go r.accept(listener)
}

// Freeze makes the server silent: connections stay and are made, but nothing arrives, as where packets are lost.
func (r *Relay) Freeze() { r.flow.Lock() }

// Thaw lets what was sent meanwhile arrive.
func (r *Relay) Thaw() { r.flow.Unlock() }

func (r *Relay) accept(listener net.Listener) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", r.target)
		if err != nil {
			_ = client.Close()
			continue
		}
		r.mu.Lock()
		r.connections[client], r.connections[server] = true, true
		r.mu.Unlock()
		go r.pass(client, server)
		go r.pass(server, client)
	}
}

func (r *Relay) pass(to, from net.Conn) {
	defer to.Close()
	defer from.Close()
	buffer := make([]byte, 32*1024)
	for {
		n, err := from.Read(buffer)
		r.flow.RLock()
		_, failed := to.Write(buffer[:n])
		r.flow.RUnlock()
		if err != nil || failed != nil {
			return
		}
	}
}
