package main

import (
	"bytes"
	"flag"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// heavy posts large notes over many connections at once.
func heavy(arguments []string) (any, error) {
	flags := flag.NewFlagSet("heavy", flag.ExitOnError)
	address := flags.String("address", "", "where it goes")
	connections := flags.Int("connections", 8, "how many connections")
	count := flags.Int64("requests", 400, "how many notes")
	size := flags.Int("bytes", 1_000_000, "how long the text of a note is")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	body := fmt.Appendf(nil, `{"title":"heavy","text":%q}`, bytes.Repeat([]byte("0123456789"), *size/10))
	request := fmt.Appendf(nil,
		"POST /notes HTTP/1.1\r\nHost: myapp\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	var made atomic.Int64
	began := time.Now()
	tallies := make([]*tally, *connections)
	var working sync.WaitGroup
	for at := range tallies {
		tallies[at] = newTally()
		client := &client{pick: to(*address), tally: tallies[at]}
		working.Go(func() {
			defer client.hangUp()
			for made.Add(1) <= *count {
				sent := time.Now()
				status, err := client.ask("POST", request)
				client.tally.saw(status, err, sent)
				if err != nil {
					time.Sleep(100 * time.Millisecond)
				}
			}
		})
	}
	working.Wait()
	return sum(began, tallies), nil
}
