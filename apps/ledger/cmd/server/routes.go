package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"example.com/payments/ledger/internal/books"
	"example.com/payments/ledger/internal/config"
	"example.com/payments/ledger/internal/health"
	"example.com/payments/ledger/internal/limit"
	"example.com/payments/ledger/internal/observe"
)

// bookkeeper is what the routes need of the books.
type bookkeeper interface {
	Book(ctx context.Context, p books.Payment) error
	Balance(ctx context.Context, account string) (int64, error)
}

const mostBytes = 4096

// routes is everything that the service answers; health is not limited, since the platform asks it.
func routes(cfg config.Config, kept bookkeeper, ready *health.Health, observer *observe.Observer) http.Handler {
	limited := http.NewServeMux()
	limited.HandleFunc("GET /version", version)
	limited.Handle("PUT /payments/{payment}", book(kept))
	limited.Handle("GET /accounts/{account}", balance(kept))
	all := http.NewServeMux()
	all.HandleFunc("GET /health/live", health.Live)
	all.HandleFunc("GET /health/ready", ready.Ready)
	all.Handle("/", limit.New(cfg.ServerRateLimit, int(cfg.ServerRateBurst)).Wrap(limited))
	if !cfg.ServerSecurityHeaders {
		return observer.Wrap(all)
	}
	return secure(observer.Wrap(all))
}

func version(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{"version": Version, "git_commit": GitCommit, "build_time": BuildTime})
}

func book(kept bookkeeper) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var payment books.Payment
		body := json.NewDecoder(http.MaxBytesReader(w, r.Body, mostBytes))
		body.DisallowUnknownFields()
		if err := body.Decode(&payment); err != nil {
			refuse(w, errors.New(`expected JSON such as {"from": "till", "to": "bank", "cents": 250}`))
			return
		}
		payment.ID = r.PathValue("payment")
		if err := payment.Problem(); err != nil {
			refuse(w, err)
			return
		}
		switch err := kept.Book(r.Context(), payment); {
		case errors.Is(err, books.ErrKnown):
			answer(w, http.StatusConflict, map[string]any{"error": err.Error()})
		case err != nil:
			fail(w, r, err)
		default:
			answer(w, http.StatusCreated, map[string]any{"payment": payment.ID})
		}
	})
}

func balance(kept bookkeeper) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		account := r.PathValue("account")
		if !books.IsName(account) {
			refuse(w, errors.New("the account: expected 1 to 63 lower-case letters, digits and -"))
			return
		}
		cents, err := kept.Balance(r.Context(), account)
		if err != nil {
			fail(w, r, err)
			return
		}
		answer(w, http.StatusOK, map[string]any{"account": account, "cents": cents})
	})
}

func answer(w http.ResponseWriter, status int, body map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func refuse(w http.ResponseWriter, problem error) {
	answer(w, http.StatusBadRequest, map[string]any{"error": problem.Error()})
}

// fail tells the log what went wrong, and the client only that something did.
func fail(w http.ResponseWriter, r *http.Request, err error) {
	observe.Log(r.Context()).Error("the books cannot be reached", "error", err)
	answer(w, http.StatusServiceUnavailable, map[string]any{"error": "the books cannot be reached; try again later"})
}

func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		w.Header().Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("X-Frame-Options", "DENY")
		w.Header().Set("X-XSS-Protection", "0")
		next.ServeHTTP(w, r)
	})
}
