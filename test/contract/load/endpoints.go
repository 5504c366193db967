package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

var errNoneReady = errors.New("dial: no endpoint is ready")

// endpoints are the addresses in a file, one a line, and which of them were ready when they were last asked, as kube-proxy
// knows them. A line "end" says that the load may end.
type endpoints struct {
	file   string
	client *http.Client
	mutex  sync.Mutex
	ready  []string
	ended  bool
}

func newEndpoints(file string) *endpoints {
	transport := &http.Transport{DisableKeepAlives: true}
	return &endpoints{file: file, client: &http.Client{Timeout: time.Second, Transport: transport}}
}

// look reads the file and asks every endpoint in it at once.
func (e *endpoints) look() error {
	text, err := os.ReadFile(e.file)
	if err != nil {
		return err
	}
	addresses := strings.Fields(string(text))
	isReady := make([]bool, len(addresses))
	var asking sync.WaitGroup
	for at, address := range addresses {
		if address != "end" {
			asking.Go(func() { isReady[at] = e.asks(address) })
		}
	}
	asking.Wait()
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.ended = slices.Contains(addresses, "end")
	e.ready = nil
	for at, address := range addresses {
		if isReady[at] {
			e.ready = append(e.ready, address)
		}
	}
	return nil
}

func (e *endpoints) asks(address string) bool {
	response, err := e.client.Get("http://" + address + "/health/ready")
	if err != nil {
		return false
	}
	response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// watch looks again and again until ctx ends.
func (e *endpoints) watch(ctx context.Context, every time.Duration) error {
	for {
		if err := e.look(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(every):
		}
	}
}

// pick is one of those that are ready, at random.
func (e *endpoints) pick() (string, error) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if len(e.ready) == 0 {
		return "", errNoneReady
	}
	return e.ready[rand.IntN(len(e.ready))], nil
}

func (e *endpoints) mayEnd() bool {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	return e.ended
}
