package notes

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// maxProblems is how many are told, so that the answer to a large body is small.
const maxProblems = 10

// object is the fields of a JSON object and what is wrong with them.
type object struct {
	values   map[string]json.RawMessage
	bad      map[string]bool
	problems []string
}

func (o *object) report(problem string) {
	if len(o.problems) < maxProblems {
		o.problems = append(o.problems, problem)
	}
}

func (o *object) reportField(name, problem string) {
	o.bad[name] = true
	o.report(name + " " + problem)
}

func (o *object) wrong(name string) bool {
	return o.bad[name]
}

// fields splits valid JSON that is an object.
func fields(valid []byte) *object {
	o := &object{values: map[string]json.RawMessage{}, bad: map[string]bool{}}
	decoder := json.NewDecoder(bytes.NewReader(valid))
	_, _ = decoder.Token()
	for decoder.More() && len(o.problems) < maxProblems {
		key, _ := decoder.Token()
		name, _ := key.(string)
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			o.report("the body is not JSON: " + err.Error())
			return o
		}
		_, twice := o.values[name]
		switch {
		case name != "title" && name != "text" && name != "expires_at":
			o.report(fmt.Sprintf("%.40q is unknown; allowed are title, text and expires_at", name))
		case twice:
			o.reportField(name, "is given twice")
		default:
			o.values[name] = value
		}
	}
	return o
}

// text is the value of a text, which is empty where it is not given.
func (o *object) text(name string) string {
	value, given := o.values[name]
	if !given {
		return ""
	}
	var text *string
	if err := json.Unmarshal(value, &text); err != nil || text == nil {
		o.reportField(name, "is not a text")
		return ""
	}
	// PostgreSQL keeps no such text.
	if strings.ContainsRune(*text, 0) {
		o.reportField(name, "has a NUL character")
	}
	return *text
}

// moment is the value of a time to come; none where it is not given or null.
func (o *object) moment(name string, now time.Time) *time.Time {
	if value, given := o.values[name]; !given || string(value) == "null" {
		return nil
	}
	text := o.text(name)
	if o.bad[name] {
		return nil
	}
	at, err := time.Parse(time.RFC3339, text)
	at = at.UTC().Truncate(time.Microsecond)
	switch {
	case err != nil || at.Year() > 9999:
		o.reportField(name, "is not a time such as 2030-01-31T12:00:00Z")
	case !at.After(now):
		o.reportField(name, "is not in the future")
	}
	return &at
}
