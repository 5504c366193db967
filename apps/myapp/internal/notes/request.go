package notes

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
)

const (
	maxBody      = 1 << 20
	defaultLimit = 20
	maxLimit     = 100
)

// refusal is what is wrong with a request, told to the one who sent it.
type refusal struct {
	status int
	reason string
}

func (r refusal) Error() string { return r.reason }

func refuse(reason string) error {
	return refusal{http.StatusBadRequest, reason}
}

// readDraft reads the note in the body of a request.
func readDraft(w http.ResponseWriter, r *http.Request) (draft, error) {
	if !isJSON(r.Header.Get("Content-Type")) || r.Header.Get("Content-Encoding") != "" {
		return draft{}, refusal{http.StatusUnsupportedMediaType, "the body must be JSON: Content-Type application/json, not encoded"}
	}
	tooLarge := refusal{http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is larger than %d bytes", maxBody)}
	if r.ContentLength > maxBody {
		return draft{}, tooLarge
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return draft{}, tooLarge
	case errors.Is(err, os.ErrDeadlineExceeded):
		return draft{}, refusal{http.StatusRequestTimeout, "the body did not arrive in time"}
	case err != nil:
		return draft{}, refuse("the body could not be read to its end")
	}
	return parse(body, time.Now())
}

func isJSON(contentType string) bool {
	kind, parameters, err := mime.ParseMediaType(contentType)
	charset, given := parameters["charset"]
	return err == nil && kind == "application/json" && (!given || strings.EqualFold(charset, "utf-8"))
}

// readID reads the id in the path. One that is no UUID in its usual form belongs to no note.
func readID(r *http.Request) (uuid.UUID, error) {
	id, err := parseID(r.PathValue("id"))
	if err != nil {
		return uuid.UUID{}, errNone
	}
	return id, nil
}

func parseID(text string) (uuid.UUID, error) {
	id, err := uuid.Parse(text)
	if err != nil || !strings.EqualFold(id.String(), text) {
		return uuid.UUID{}, errors.New("not a UUID")
	}
	return id, nil
}

// readPage reads which notes a list shall have: ?limit= and ?before=.
func readPage(r *http.Request) (before uuid.UUID, limit int, err error) {
	query := r.URL.Query()
	before, limit = uuid.Max, defaultLimit
	if text := query.Get("limit"); text != "" {
		limit, err = strconv.Atoi(text)
		if err != nil || limit < 1 || limit > maxLimit {
			return before, limit, refuse(fmt.Sprintf("limit is not a whole number from 1 to %d", maxLimit))
		}
	}
	if text := query.Get("before"); text != "" {
		if before, err = parseID(text); err != nil {
			return before, limit, refuse("before is not the id of a note")
		}
	}
	return before, limit, nil
}
