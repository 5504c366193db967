package config

import (
	"errors"
	"slices"
	"testing"
)

func TestRefusesValuesBeyondTheirBounds(t *testing.T) {
	for name, texts := range map[string][]string{
		"SERVER_MAX_HEADER_BYTES": {"0", "-1", "2147483648"},
		"SERVER_RATE_LIMIT":       {"-0.1"},
		"SERVER_RATE_BURST":       {"-1"},
		"SERVER_TRUSTED_PROXIES":  {"10.0.0.0/33", "10.0.0.0/8,proxy"},
		"DB_MAX_CONNECTIONS":      {"1", "2147483648"},
		"REDIS_DB":                {"-1"},
		"HEALTH_TIMEOUT":          {"0s"},
		"SERVER_PORT":             {"0"},
	} {
		for _, text := range texts {
			_, err := read(environmentOf(map[string]string{"DB_USER": "me", "DB_NAME": "notes", name: text}))
			tells(t, err, name+": ", " is not allowed; ", "DB_PASSWORD: required")
			if problems, _ := errors.AsType[Problems](err); len(problems) != 2 {
				t.Errorf("%s=%s: got %d problems, want each once:\n%s", name, text, len(problems), err)
			}
		}
	}
	_, err := readWith(t, "server: {rate_limit: -1}", nil)
	tells(t, err, `SERVER_RATE_LIMIT: "-1" is not allowed; expected 0 or more (server.rate_limit in `)
}

func TestTakesValuesAtTheirBounds(t *testing.T) {
	config, err := readWith(t, "", map[string]string{
		"SERVER_MAX_HEADER_BYTES": "1", "SERVER_RATE_LIMIT": "0", "SERVER_RATE_BURST": "0", "DB_MAX_CONNECTIONS": "2",
		"SERVER_TRUSTED_PROXIES": "10.0.0.0/8, ::1", "REDIS_DB": "0", "HEALTH_TIMEOUT": "1ms",
	})
	if err != nil || config.ServerTrustedProxies != "10.0.0.0/8, ::1" {
		t.Errorf("got %+v, %v", config, err)
	}
}

func TestRefusesARequestThatMayTakeLongerThanItsAnswer(t *testing.T) {
	variables := map[string]string{"REQUEST_TIMEOUT": "10s", "SERVER_WRITE_TIMEOUT": "10s"}
	_, err := readWith(t, "", variables)
	tells(t, err, "REQUEST_TIMEOUT: 10s is not allowed; expected less than SERVER_WRITE_TIMEOUT, 10s")
	variables["SERVER_WRITE_TIMEOUT"] = "11s"
	if _, err := readWith(t, "", variables); err != nil {
		t.Error(err)
	}
}

func TestEveryBoundIsOfAVariable(t *testing.T) {
	for _, bound := range bounds {
		if !slices.ContainsFunc(variables, func(v Variable) bool { return v.Name == bound.name }) {
			t.Errorf("there is no %s", bound.name)
		}
	}
}
