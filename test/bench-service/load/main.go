// Command load makes one request again and again over kept-alive connections, each of which waits for its answer before
// it asks again, and prints what came of it as JSON.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"
)

// Result is what came of a run.
type Result struct {
	Requests int `json:"requests"`
	// Seconds is the wall time from the first request to the last answer.
	Seconds float64 `json:"seconds"`
	// Micros are the 50th and the 99th percentile of the time to an answer.
	Micros [2]int64 `json:"micros"`
}

func main() {
	var (
		address     = flag.String("address", "", "host:port of the server")
		method      = flag.String("method", "GET", "method of the request")
		path        = flag.String("path", "/", "path of the request")
		body        = flag.String("body", "", "JSON of the request")
		status      = flag.Int("status", 200, "status that every answer must have")
		connections = flag.Int("connections", 64, "connections that are used at once")
		length      = flag.Duration("for", 2*time.Second, "how long requests are made")
	)
	flag.Parse()
	request := compose(*address, *method, *path, *body)
	result, err := load(*address, request, *status, *connections, *length)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	_ = json.NewEncoder(os.Stdout).Encode(result)
}

func compose(address, method, path, body string) []byte {
	text := fmt.Sprintf("%s %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: load\r\nAccept: */*\r\n", method, path, address)
	if body != "" {
		text += fmt.Sprintf("Content-Type: application/json\r\nContent-Length: %d\r\n", len(body))
	}
	return []byte(text + "\r\n" + body)
}

// load fails on the first answer that is not as it should be: a figure with failures in it compares nothing.
func load(address string, request []byte, status, connections int, length time.Duration) (Result, error) {
	users := make([]*user, connections)
	for i := range users {
		var err error
		if users[i], err = connect(address, request, status); err != nil {
			return Result{}, err
		}
	}
	start := time.Now()
	var group sync.WaitGroup
	for _, u := range users {
		group.Go(func() { u.ask(start.Add(length)) })
	}
	group.Wait()
	took := time.Since(start)
	var all []int64
	for _, u := range users {
		if u.err != nil {
			return Result{}, u.err
		}
		all = append(all, u.micros...)
	}
	slices.Sort(all)
	at := func(percent int) int64 { return all[(len(all)-1)*percent/100] }
	return Result{Requests: len(all), Seconds: took.Seconds(), Micros: [2]int64{at(50), at(99)}}, nil
}
