package cache_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"example.com/shop/myapp/internal/cache"
	"example.com/shop/myapp/internal/logging"
	"example.com/shop/myapp/internal/teststores"
)

func TestTheCacheIsReachedAsConfigured(t *testing.T) {
	client := cache.Open(teststores.Config(t, map[string]string{"REDIS_HOST": "2001:db8::1", "REDIS_PORT": "6380", "REDIS_DB": "3"}))
	defer client.Close()
	if got := client.Options(); got.Addr != "[2001:db8::1]:6380" || got.DB != 3 {
		t.Errorf("got %s, database %d", got.Addr, got.DB)
	}
}

func TestTheCacheAnswers(t *testing.T) {
	client := cache.Open(teststores.Config(t, teststores.Redis(t)))
	defer client.Close()
	if err := client.Ping(t.Context()).Err(); err != nil {
		t.Error(err)
	}
}

func TestACacheThatIsAwayFailsSoon(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	for name, listener := range map[string]net.Listener{"nobody answers": silent, "the port is closed": closed} {
		t.Run(name, func(t *testing.T) {
			host, port, _ := net.SplitHostPort(listener.Addr().String())
			client := cache.Open(teststores.Config(t, map[string]string{"REDIS_HOST": host, "REDIS_PORT": port}))
			defer client.Close()
			began := time.Now()
			if err := client.Ping(t.Context()).Err(); err == nil {
				t.Error("all is well")
			}
			if took := time.Since(began); took > 2*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

var errBroken = errors.New("broken")

func logged(t *testing.T) *bytes.Buffer {
	var lines bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&lines, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return &lines
}

func TestAfterAFailureNobodyWaitsForTheCacheAndOneASecondTries(t *testing.T) {
	lines := logged(t)
	synctest.Test(t, func(t *testing.T) {
		var breaker cache.Breaker
		tries := 0
		fails := func(ctx context.Context) error { tries++; <-ctx.Done(); return errBroken }
		began := time.Now()
		if err := breaker.Do(t.Context(), fails); !errors.Is(err, errBroken) {
			t.Errorf("got %v", err)
		}
		if took := time.Since(began); took > 200*time.Millisecond {
			t.Errorf("a failure took %s", took)
		}
		// For a minute, a request comes every millisecond.
		for range 60_000 {
			go func() { _ = breaker.Do(t.Context(), fails) }()
			time.Sleep(time.Millisecond)
		}
		if tries < 45 || tries > 61 {
			t.Errorf("%d tries in a minute", tries)
		}
		time.Sleep(2 * time.Second)
		works := func(context.Context) error { return nil }
		for range 2 {
			if err := breaker.Do(t.Context(), works); err != nil {
				t.Errorf("the cache is back: %v", err)
			}
		}
	})
	if warnings := strings.Count(lines.String(), "level=WARN"); warnings < 1 || warnings > 3 {
		t.Errorf("%d warnings in a minute", warnings)
	}
	if strings.Count(lines.String(), "the cache is back") != 1 {
		t.Errorf("got %s", lines)
	}
}

func TestWhatIsToldOfTheCacheIsToldOfTheRequestThatMetIt(t *testing.T) {
	var lines bytes.Buffer
	ctx := logging.Into(t.Context(), slog.New(slog.NewTextHandler(&lines, nil)).With("request_id", "abc"))
	var breaker cache.Breaker
	_ = breaker.Do(ctx, func(context.Context) error { return errBroken })
	if !strings.Contains(lines.String(), "level=WARN") || !strings.Contains(lines.String(), "request_id=abc") {
		t.Errorf("got %q", &lines)
	}
}

func TestACallerThatGivesUpIsNotHeldAgainstTheCache(t *testing.T) {
	lines := logged(t)
	var breaker cache.Breaker
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := breaker.Do(gone, func(ctx context.Context) error { return ctx.Err() }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := breaker.Do(t.Context(), func(context.Context) error { return nil }); err != nil {
		t.Errorf("got %v", err)
	}
	if lines.Len() > 0 {
		t.Errorf("got %s", lines)
	}
}

func TestTheClientOfRedisDoesNotRepeatItself(t *testing.T) {
	var lines bytes.Buffer
	cache.LogTo(slog.New(slog.NewTextHandler(&lines, nil)))
	defer cache.LogTo(slog.Default())
	client := cache.Open(teststores.Config(t, map[string]string{"REDIS_HOST": "127.0.0.1", "REDIS_PORT": "1"}))
	for range 20 {
		_ = client.Ping(t.Context()).Err()
	}
	client.Close()
	if count := strings.Count(lines.String(), "\n"); count != 1 || !strings.Contains(lines.String(), "client=redis") {
		t.Errorf("got %s", &lines)
	}
}
