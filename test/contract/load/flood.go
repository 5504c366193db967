package main

import (
	"flag"
	"sync"
	"sync/atomic"
	"time"
)

// flood sends requests of which each has a client address, a path, a request id, and every tenth a method, of its own; many
// at once on each connection.
func flood(arguments []string) (any, error) {
	flags := flag.NewFlagSet("flood", flag.ExitOnError)
	address := flags.String("address", "", "where it goes")
	from := flags.Int64("from", 0, "number of the first client")
	count := flags.Int64("requests", 100_000, "how many clients")
	connections := flags.Int("connections", 8, "how many connections")
	depth := flags.Int64("depth", 64, "how many requests are sent before their answers are read")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	var next atomic.Int64
	next.Store(*from)
	end := *from + *count
	began := time.Now()
	tallies := make([]*tally, *connections)
	var working sync.WaitGroup
	for at := range tallies {
		tallies[at] = newTally()
		client := &client{pick: to(*address), tally: tallies[at]}
		working.Go(func() {
			defer client.hangUp()
			for {
				first := next.Add(*depth) - *depth
				if first >= end {
					return
				}
				batch(client, first, min(first+*depth, end))
			}
		})
	}
	working.Wait()
	return sum(began, tallies), nil
}

// batch sends the requests of some clients and reads all answers; those that no answer came for have failed.
func batch(from *client, first, end int64) {
	began := time.Now()
	err := from.connect()
	var text []byte
	for number := first; number < end; number++ {
		text = appendRequest(text, number)
	}
	if err == nil {
		err = from.open.SetDeadline(began.Add(patience))
	}
	if err == nil {
		_, err = from.open.Write(text)
	}
	for number := first; number < end; number++ {
		var got answer
		if err == nil {
			got, err = from.open.read("GET")
		}
		from.tally.saw(got.status, err, began)
	}
	if err != nil {
		from.hangUp()
	}
}
