package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"

	"example.com/shop/myapp/internal/config"
)

// askMargin is how much longer than HEALTH_TIMEOUT, for which the one who answers may wait, an answer is waited for. Both
// together must be less than the probe waits.
const askMargin = 500 * time.Millisecond

// ask asks whether the process of this configuration is ready, and returns why it is not.
func ask(ctx context.Context, cfg config.Config) error {
	ctx, cancel := context.WithTimeout(ctx, cfg.HealthTimeout+askMargin)
	defer cancel()
	address := "http://" + net.JoinHostPort(reachable(cfg.ServerHost), fmt.Sprint(cfg.ServerPort)) + "/health/ready"
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	// No proxy of the environment stands between a process and itself.
	response, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		return fmt.Errorf("%s did not answer: %w", address, err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %s", address, response.Status)
	}
	return nil
}

// reachable is where a process that listens at host can be asked: at the loopback address if it listens everywhere.
func reachable(host string) string {
	if address, err := netip.ParseAddr(host); host == "" || err == nil && address.IsUnspecified() {
		return "127.0.0.1"
	}
	return host
}
