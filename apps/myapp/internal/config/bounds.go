package config

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"example.com/shop/myapp/internal/clientip"
)

// bounds are what a type cannot say of a value, by the name of the variable.
var bounds = []struct {
	name  string
	check func(text string) error
}{
	{"SERVER_MAX_HEADER_BYTES", between(1, math.MaxInt32)},
	{"SERVER_RATE_LIMIT", notNegative},
	// 0 stands beside a limit of 0, which is none.
	{"SERVER_RATE_BURST", between(0, math.MaxInt32)},
	{"SERVER_TRUSTED_PROXIES", proxies},
	// One for readiness and one for the work.
	{"DB_MAX_CONNECTIONS", between(2, math.MaxInt32)},
	{"REDIS_DB", between(0, math.MaxInt32)},
	{"HEALTH_TIMEOUT", positive},
}

// beyond tells the values that have the right type and are not allowed nevertheless; what is in told is left out.
func beyond(from lookup, told Problems) Problems {
	var problems Problems
	for _, bound := range bounds {
		text, _ := from(bound.name)
		if text == "" || slices.ContainsFunc(told, func(p Problem) bool { return p.Name == bound.name }) {
			continue
		}
		if err := bound.check(text); err != nil {
			problems = append(problems, Problem{bound.name, shown(text) + " is not allowed; " + err.Error()})
		}
	}
	return problems
}

// conflicts tells what is allowed for each value, and not for all of them together.
func conflicts(config Config) Problems {
	if write := config.ServerWriteTimeout; write > 0 && config.RequestTimeout >= write {
		return Problems{{"REQUEST_TIMEOUT", fmt.Sprintf(
			"%s is not allowed; expected less than SERVER_WRITE_TIMEOUT, %s, after which nobody is answered any more",
			config.RequestTimeout, write)}}
	}
	return nil
}

func between(least, most int64) func(text string) error {
	return func(text string) error {
		if value, err := parseInteger(text); err != nil || value < least || value > most {
			return fmt.Errorf("expected a whole number from %d to %d", least, most)
		}
		return nil
	}
}

func notNegative(text string) error {
	if value, err := parseNumber(text); err != nil || value < 0 {
		return errors.New("expected 0 or more")
	}
	return nil
}

func positive(text string) error {
	if value, err := parseDuration(text); err != nil || value < time.Millisecond {
		return errors.New("expected at least 1ms")
	}
	return nil
}

func proxies(text string) error {
	_, err := clientip.Parse(text)
	if err != nil {
		return errors.New(strings.ReplaceAll(err.Error(), "\n", "; "))
	}
	return nil
}
