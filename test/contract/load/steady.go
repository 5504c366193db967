package main

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// steady sends requests at a rate over keep-alive connections, as clients behind kube-proxy do: a connection stays until the
// server says Connection: close or closes it, and a new one goes only to an endpoint that is ready.
func steady(arguments []string) (any, error) {
	flags := flag.NewFlagSet("steady", flag.ExitOnError)
	file := flags.String("endpoints", "", "file with the addresses; a line end lets the load end")
	connections := flags.Int("connections", 200, "how many connections are kept")
	rate := flags.Int("rate", 2000, "requests a second, of all connections together")
	least := flags.Int64("requests", 50_000, "how many requests are made at least")
	every := flags.Duration("every", 200*time.Millisecond, "how often readiness is asked for")
	paths := flags.String("paths", "/version", "what is asked for, by turns, separated by commas")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	known := newEndpoints(*file)
	if err := known.look(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	watched := make(chan error, 1)
	go func() { watched <- known.watch(ctx, *every) }()
	var made atomic.Int64
	began := time.Now()
	requests := texts(strings.Split(*paths, ","))
	interval := time.Duration(*connections) * time.Second / time.Duration(*rate)
	tallies := make([]*tally, *connections)
	var working sync.WaitGroup
	for at := range tallies {
		tallies[at] = newTally()
		client := &client{pick: known.pick, tally: tallies[at]}
		working.Go(func() {
			due := began.Add(interval * time.Duration(at) / time.Duration(*connections))
			for turn := at; !known.mayEnd() || made.Load() < *least; turn++ {
				time.Sleep(time.Until(due))
				sent := time.Now()
				status, err := client.ask("GET", requests[turn%len(requests)])
				client.tally.saw(status, err, sent)
				made.Add(1)
				due = due.Add(interval)
			}
			client.hangUp()
		})
	}
	working.Wait()
	cancel()
	return sum(began, tallies), <-watched
}

func texts(paths []string) [][]byte {
	all := make([][]byte, len(paths))
	for at, path := range paths {
		all[at] = fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: myapp\r\nUser-Agent: load\r\n\r\n", path)
	}
	return all
}
