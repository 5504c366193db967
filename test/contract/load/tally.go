package main

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// tally counts what one worker has seen; those of all workers are added up at the end.
type tally struct {
	statuses map[string]int
	errors   map[string]int
	took     []time.Duration
	dialled  int
	// told is how many connections ended because the server said so; idle is how many it closed while nothing was asked
	told, idle int
}

func newTally() *tally {
	return &tally{statuses: map[string]int{}, errors: map[string]int{}}
}

// saw counts what became of one request.
func (t *tally) saw(status int, err error, began time.Time) {
	if err != nil {
		t.errors[kindOf(err)]++
		return
	}
	t.statuses[strconv.Itoa(status)]++
	t.took = append(t.took, time.Since(began))
}

// kindOf is what was done and what went wrong, without the addresses, of which there are too many.
func kindOf(err error) string {
	parts := strings.Split(err.Error(), ": ")
	return parts[0] + ": " + parts[len(parts)-1]
}

// report is what is printed; times in milliseconds.
type report struct {
	Requests int            `json:"requests"`
	Failed   int            `json:"failed"`
	Statuses map[string]int `json:"statuses"`
	Errors   map[string]int `json:"errors"`
	Seconds  float64        `json:"seconds"`
	P50      float64        `json:"p50"`
	P99      float64        `json:"p99"`
	Max      float64        `json:"max"`
	Dialled  int            `json:"dialled"`
	Told     int            `json:"told"`
	Idle     int            `json:"idle"`
}

// sum adds up what all workers have seen; an answer that is not 2xx has failed, as has a request without one.
func sum(began time.Time, all []*tally) report {
	total := report{Statuses: map[string]int{}, Errors: map[string]int{}, Seconds: time.Since(began).Seconds()}
	var took []time.Duration
	for _, one := range all {
		for status, count := range one.statuses {
			total.Statuses[status] += count
			total.Requests += count
			if !strings.HasPrefix(status, "2") {
				total.Failed += count
			}
		}
		for kind, count := range one.errors {
			total.Errors[kind] += count
			total.Requests += count
			total.Failed += count
		}
		took = append(took, one.took...)
		total.Dialled += one.dialled
		total.Told += one.told
		total.Idle += one.idle
	}
	slices.Sort(took)
	if last := len(took) - 1; last >= 0 {
		milliseconds := func(at int) float64 { return float64(took[at].Microseconds()) / 1000 }
		total.P50, total.P99, total.Max = milliseconds(last/2), milliseconds(last*99/100), milliseconds(last)
	}
	return total
}
