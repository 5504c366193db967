package notes

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"example.com/shop/myapp/internal/logging"
	"example.com/shop/myapp/internal/postgres"
)

const (
	// statusGone is nginx's for a client that has not waited for the answer: nobody reads it, and it is no failure of ours.
	statusGone = 499
	// retryAfterSeconds is when the database may be asked again.
	retryAfterSeconds = "5"
)

func answer(w http.ResponseWriter, r *http.Request, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	// Whoever keeps an answer on its way would go on giving it after the note is deleted.
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n'))
}

type failure struct {
	Error string `json:"error"`
}

// fail answers what err means to the client; only what a person must look at is logged as an error.
func fail(w http.ResponseWriter, r *http.Request, err error) {
	ctx := r.Context()
	var refused refusal
	switch {
	case errors.As(err, &refused):
		if refused.status == http.StatusRequestEntityTooLarge {
			// The rest of the body is not worth reading.
			w.Header().Set("Connection", "close")
		}
		answer(w, r, refused.status, failure{refused.reason})
	case errors.Is(err, errNone):
		answer(w, r, http.StatusNotFound, failure{err.Error()})
	case errors.Is(context.Cause(ctx), context.Canceled):
		answer(w, r, statusGone, failure{"the client did not wait"})
	case postgres.Unavailable(err):
		logging.From(ctx).WarnContext(ctx, "the database is unavailable", "error", err)
		w.Header().Set("Retry-After", retryAfterSeconds)
		answer(w, r, http.StatusServiceUnavailable, failure{"the notes are not available at the moment"})
	default:
		logging.From(ctx).ErrorContext(ctx, "a request failed", "error", err)
		answer(w, r, http.StatusInternalServerError, failure{"something went wrong here"})
	}
}
