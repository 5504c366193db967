package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"example.com/payments/ledger/internal/books"
	"example.com/payments/ledger/internal/config"
	"example.com/payments/ledger/internal/health"
	"example.com/payments/ledger/internal/observe"
)

// memory keeps books without a database; "away" is a payment and an account that it cannot reach.
type memory map[string]books.Payment

var errAway = errors.New("connection refused")

func (m memory) Book(_ context.Context, p books.Payment) error {
	if p.ID == "away" {
		return errAway
	}
	if _, found := m[p.ID]; found {
		return books.ErrKnown
	}
	m[p.ID] = p
	return nil
}

func (m memory) Balance(_ context.Context, account string) (int64, error) {
	if account == "away" {
		return 0, errAway
	}
	var cents int64
	for _, payment := range m {
		switch account {
		case payment.From:
			cents -= payment.Cents
		case payment.To:
			cents += payment.Cents
		}
	}
	return cents, nil
}

func TestRoutes(t *testing.T) {
	cfg := config.Config{ServerRateBurst: 20, ServerSecurityHeaders: true}
	observer := observe.New(slog.New(slog.DiscardHandler), "dev", "unknown", "unknown")
	handler := routes(cfg, memory{}, health.New(time.Second, nil), observer)
	good := `{"from": "till", "to": "bank", "cents": 250}`
	for _, test := range []struct {
		method, path, body string
		code               int
		says               string
	}{
		{"GET", "/health/live", "", 200, "OK"},
		{"GET", "/health/ready", "", 200, `"status":"OK"`},
		{"GET", "/version", "", 200, `{"build_time":"unknown","git_commit":"unknown","version":"dev"}`},
		{"PUT", "/payments/p-1", good, 201, "p-1"},
		{"PUT", "/payments/p-1", good, 409, "booked already"},
		{"PUT", "/payments/P_1", good, 400, "the payment: expected"},
		{"PUT", "/payments/p-2", `{"from": "till", "to": "bank", "cents": 2.5}`, 400, "expected JSON such as"},
		{"PUT", "/payments/p-2", `{"from": "till", "to": "bank", "euros": 2}`, 400, "expected JSON such as"},
		{"PUT", "/payments/p-2", `{"from": "` + strings.Repeat("a", mostBytes) + `"}`, 400, "expected JSON such as"},
		{"PUT", "/payments/away", good, 503, "try again later"},
		{"GET", "/accounts/bank", "", 200, `"cents":250`},
		{"GET", "/accounts/till", "", 200, `"cents":-250`},
		{"GET", "/accounts/away", "", 503, "try again later"},
		{"GET", "/accounts/BANK", "", 400, "the account: expected"},
		{"POST", "/payments/p-3", good, 405, ""},
		{"GET", "/metrics", "", 404, ""},
	} {
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, httptest.NewRequest(test.method, test.path, strings.NewReader(test.body)))
		if recorder.Code != test.code || !strings.Contains(recorder.Body.String(), test.says) {
			t.Errorf("%s %s: got %d %s", test.method, test.path, recorder.Code, recorder.Body)
		}
		if recorder.Header().Get("X-Content-Type-Options") != "nosniff" || recorder.Header().Get("X-Request-ID") == "" {
			t.Errorf("%s %s: got the headers %v", test.method, test.path, recorder.Header())
		}
	}
}

func TestHealthIsNotLimited(t *testing.T) {
	cfg := config.Config{ServerRateLimit: 1, ServerRateBurst: 1}
	observer := observe.New(slog.New(slog.DiscardHandler), "dev", "unknown", "unknown")
	handler := routes(cfg, memory{}, health.New(time.Second, nil), observer)
	code := func(path string) int {
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, httptest.NewRequest("GET", path, nil))
		return recorder.Code
	}
	for range 50 {
		if got := code("/health/live"); got != 200 {
			t.Fatalf("got %d", got)
		}
	}
	if first, second := code("/version"), code("/version"); first != 200 || second != 429 {
		t.Errorf("got %d and %d", first, second)
	}
}
