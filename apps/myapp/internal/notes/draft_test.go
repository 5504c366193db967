package notes

import (
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var noon = time.Date(2030, 1, 31, 12, 0, 0, 0, time.UTC)

func TestParse(t *testing.T) {
	later := noon.Add(time.Hour)
	for name, test := range map[string]struct {
		body string
		want draft
		// wrong is a part of what is told; empty where all is well.
		wrong string
	}{
		"takes a title alone":               {`{"title":"a"}`, draft{title: "a"}, ""},
		"takes all fields":                  {`{"title":"a","text":"b","expires_at":"2030-01-31T13:00:00Z"}`, draft{"a", "b", &later}, ""},
		"takes a time of another zone":      {`{"title":"a","expires_at":"2030-01-31T15:00:00+02:00"}`, draft{title: "a", expires: &later}, ""},
		"takes null for no expiry":          {`{"title":"a","expires_at":null}`, draft{title: "a"}, ""},
		"takes a title of 200 characters":   {`{"title":"` + strings.Repeat("ü", 200) + `"}`, draft{title: strings.Repeat("ü", 200)}, ""},
		"takes space around the object":     {" \n{\"title\":\"a\"}\t\r\n", draft{title: "a"}, ""},
		"needs a title":                     {`{}`, draft{}, "title is required"},
		"needs more than space":             {`{"title":" \t"}`, draft{}, "title is required"},
		"refuses a title too long":          {`{"title":"` + strings.Repeat("ü", 201) + `"}`, draft{}, "200"},
		"refuses null as a title":           {`{"title":null}`, draft{}, "title is not a text"},
		"refuses a number as a title":       {`{"title":1e400}`, draft{}, "title is not a text"},
		"refuses an object as a text":       {`{"title":"a","text":{"b":1}}`, draft{}, "text is not a text"},
		"refuses NUL":                       {`{"title":"a\u0000b","text":"\u0000"}`, draft{}, "title has a NUL character; text has a NUL character"},
		"refuses a past time":               {`{"title":"a","expires_at":"2030-01-31T12:00:00Z"}`, draft{}, "not in the future"},
		"refuses no time":                   {`{"title":"a","expires_at":"tomorrow"}`, draft{}, "expires_at is not a time"},
		"refuses a number as a time":        {`{"title":"a","expires_at":1e999}`, draft{}, "expires_at is not a text"},
		"refuses a year of five digits":     {`{"title":"a","expires_at":"9999-12-31T23:59:59-23:59"}`, draft{}, "expires_at is not a time"},
		"refuses an unknown field":          {`{"title":"a","colour":"red"}`, draft{}, `"colour" is unknown`},
		"refuses another spelling":          {`{"Title":"a"}`, draft{}, `"Title" is unknown`},
		"refuses a field twice":             {`{"title":"a","title":"b"}`, draft{}, "title is given twice"},
		"refuses a field twice, escaped":    {`{"title":"a","\u0074itle":"b"}`, draft{}, "title is given twice"},
		"tells all that is wrong":           {`{"text":1,"colour":2,"expires_at":3}`, draft{}, `"colour" is unknown; allowed are title, text and expires_at; text is not a text; expires_at is not a text; title is required`},
		"refuses an array":                  {`[{"title":"a"}]`, draft{}, "not a JSON object"},
		"refuses null":                      {`null`, draft{}, "not a JSON object"},
		"refuses a text":                    {`"title"`, draft{}, "not a JSON object"},
		"refuses nothing":                   {``, draft{}, "not JSON"},
		"refuses what is cut off":           {`{"title":"a"`, draft{}, "not JSON"},
		"refuses a comma at the end":        {`{"title":"a",}`, draft{}, "not JSON"},
		"refuses more after the end":        {`{"title":"a"}{}`, draft{}, "not JSON"},
		"refuses a bare NUL":                {"{\"title\":\"\x00\"}", draft{}, "not JSON"},
		"refuses what is not UTF-8":         {"{\"title\":\"\xff\xfe\"}", draft{}, "not UTF-8"},
		"refuses a surrogate in UTF-8":      {"{\"title\":\"\xed\xa0\x80\"}", draft{}, "not UTF-8"},
		"refuses arrays in arrays":          {strings.Repeat("[", 1<<20), draft{}, "not JSON"},
		"refuses a text deeply nested":      {`{"title":"a","text":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + `}`, draft{}, "text is not a text"},
		"refuses an unknown, deeply nested": {`{"title":"a","x":` + strings.Repeat(`{"x":`, 9000) + `1` + strings.Repeat("}", 9000) + `}`, draft{}, `"x" is unknown`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := parse([]byte(test.body), noon)
			if test.wrong != "" {
				var refused refusal
				if !errors.As(err, &refused) || refused.status != 400 || !strings.Contains(err.Error(), test.wrong) {
					t.Errorf("got %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got.title != test.want.title || got.text != test.want.text || (got.expires == nil) != (test.want.expires == nil) ||
				got.expires != nil && !got.expires.Equal(*test.want.expires) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestParseTellsOfALargeBodyNotMoreThanAFewProblems(t *testing.T) {
	_, err := parse([]byte(`{`+strings.Repeat(`"`+strings.Repeat("x", 1000)+`":1,`, 1000)+`"title":"a"}`), noon)
	if err == nil || len(err.Error()) > 2000 {
		t.Errorf("got %d bytes", len(err.Error()))
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`{"title":"a","text":"b","expires_at":"2030-01-31T13:00:00Z"}`, `{"title":"a","title":"b"}`, `{"title":"\ud800"}`,
		`{"a":{"b":[1e400]}}`, `[]`, `{"title":"a",}`, "{\"title\":\"\xff\"}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := parse(body, noon)
		if err != nil {
			var refused refusal
			if !errors.As(err, &refused) || refused.status != 400 || refused.reason == "" {
				t.Errorf("got %v", err)
			}
			return
		}
		if strings.TrimSpace(d.title) == "" || utf8.RuneCountInString(d.title) > maxTitle {
			t.Errorf("got the title %q", d.title)
		}
		for _, text := range []string{d.title, d.text} {
			if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
				t.Errorf("PostgreSQL does not keep %q", text)
			}
		}
		if d.expires != nil {
			if !d.expires.After(noon) {
				t.Errorf("it expires at %s", d.expires)
			}
			if _, err := d.expires.MarshalJSON(); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestIsJSON(t *testing.T) {
	for contentType, want := range map[string]bool{
		"application/json":                         true,
		"Application/JSON; charset=UTF-8":          true,
		"application/json; charset=\"utf-8\"":      true,
		"application/json; charset=utf-16":         false,
		"application/json; charset=":               false,
		"application/json, text/plain":             false,
		"application/x-www-form-urlencoded":        false,
		"application/vnd.api+json":                 false,
		"text/json":                                false,
		"":                                         false,
		"application/json; charset=utf-8; =; \x00": false,
	} {
		if got := isJSON(contentType); got != want {
			t.Errorf("%q: got %t", contentType, got)
		}
	}
}

func TestReadPage(t *testing.T) {
	const id = "01890a5d-ac96-774b-bcce-b302099a8057"
	for query, test := range map[string]struct {
		limit  int
		before string
	}{
		"":                      {20, "ffffffff-ffff-ffff-ffff-ffffffffffff"},
		"?limit=1&before=" + id: {1, id},
		"?limit=100&before=" + strings.ToUpper(id): {100, id},
		"?limit=0":                    {},
		"?limit=101":                  {},
		"?limit=-1":                   {},
		"?limit=99999999999999999999": {},
		"?limit=1e1":                  {},
		"?before=1":                   {},
		"?before={" + id + "}":        {},
		"?before=urn:uuid:" + id:      {},
		"?before=%00":                 {},
	} {
		before, limit, err := readPage(httptest.NewRequest("GET", "/notes"+query, nil))
		if test.limit == 0 {
			if err == nil {
				t.Errorf("%s: got %s, %d", query, before, limit)
			}
			continue
		}
		if err != nil || limit != test.limit || before.String() != test.before {
			t.Errorf("%s: got %s, %d, %v", query, before, limit, err)
		}
	}
}
