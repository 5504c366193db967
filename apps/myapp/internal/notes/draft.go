package notes

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

const maxTitle = 200

// draft is a note that is not kept yet.
type draft struct {
	title, text string
	expires     *time.Time
}

// parse reads a draft from JSON. Its fields must be there once at most and be spelled exactly; the error tells all that
// is wrong with them.
func parse(body []byte, now time.Time) (draft, error) {
	if !utf8.Valid(body) {
		return draft{}, refuse("the body is not UTF-8")
	}
	var whole json.RawMessage
	if err := json.Unmarshal(body, &whole); err != nil {
		return draft{}, refuse("the body is not JSON: " + err.Error())
	}
	if whole[0] != '{' {
		return draft{}, refuse("the body is not a JSON object")
	}
	found := fields(whole)
	d := draft{title: found.text("title"), text: found.text("text"), expires: found.moment("expires_at", now)}
	switch {
	case found.wrong("title"):
	case strings.TrimSpace(d.title) == "":
		found.report("title is required")
	case utf8.RuneCountInString(d.title) > maxTitle:
		found.report(fmt.Sprintf("title is longer than %d characters", maxTitle))
	}
	if len(found.problems) > 0 {
		return draft{}, refuse(strings.Join(found.problems, "; "))
	}
	return d, nil
}
