package notes_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"example.com/shop/myapp/internal/notes"
)

func TestHostileInputIsRefusedAndNeverAFailure(t *testing.T) {
	s := newService(t, time.Minute)
	large := strings.Repeat("x", 1<<20)
	for name, test := range map[string]struct {
		method, path, body, contentType string
		want                            int
	}{
		"NUL in a text":              {"POST", "/notes", `{"title":"a","text":"\u0000"}`, "", 400},
		"a bare NUL":                 {"POST", "/notes", "{\"title\":\"a\x00\"}", "", 400},
		"invalid UTF-8":              {"POST", "/notes", "{\"title\":\"\xc3\x28\"}", "", 400},
		"1 MiB + 1":                  {"POST", "/notes", (`{"title":"a","text":"` + large)[:1<<20-2] + `"} `, "", 413},
		"deeply nested":              {"POST", "/notes", strings.Repeat(`{"title":`, 100_000), "", 400},
		"nested to the limit":        {"POST", "/notes", `{"title":` + strings.Repeat("[", 9999) + strings.Repeat("]", 9999) + "}", "", 400},
		"an unknown field":           {"POST", "/notes", `{"title":"a","id":"b"}`, "", 400},
		"a duplicate":                {"POST", "/notes", `{"title":"a","title":"b"}`, "", 400},
		"a huge number":              {"POST", "/notes", `{"title":` + strings.Repeat("9", 100_000) + `}`, "", 400},
		"a huge year":                {"POST", "/notes", `{"title":"a","expires_at":"9999-12-31T23:59:59-23:59"}`, "", 400},
		"the end of time":            {"POST", "/notes", `{"title":"a","expires_at":"9999-12-31T23:59:59.999999999Z"}`, "", 201},
		"a lone surrogate":           {"POST", "/notes", `{"title":"\ud800"}`, "", 201},
		"what SQL is afraid of":      {"POST", "/notes", `{"title":"'; DROP TABLE notes; --\\","text":"$1 \u0001 \uffff"}`, "", 201},
		"no body":                    {"POST", "/notes", "", "", 400},
		"a form":                     {"POST", "/notes", "title=a", "application/x-www-form-urlencoded", 415},
		"JSON that says it is text":  {"POST", "/notes", `{"title":"a"}`, "text/plain", 415},
		"a content type of nonsense": {"POST", "/notes", `{"title":"a"}`, "\x00;;;", 415},
		"an id of nonsense":          {"GET", "/notes/..%2f..%00", "", "", 404},
		"a long id":                  {"GET", "/notes/" + strings.Repeat("a", 100_000), "", "", 404},
		"an id in another form":      {"GET", "/notes/urn:uuid:00000000-0000-0000-0000-000000000000", "", "", 404},
		"an id that is not there":    {"GET", "/notes/00000000-0000-0000-0000-000000000000", "", "", 404},
		"a deletion of nonsense":     {"DELETE", "/notes/%ff", "", "", 404},
		"a limit of nonsense":        {"GET", "/notes?limit=%00", "", "", 400},
		"a page of nonsense":         {"GET", "/notes?before=%ff&limit=2", "", "", 400},
		"a query of nonsense":        {"GET", "/notes?;%zz&=&&limit=1", "", "", 200},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(test.method, "/notes", strings.NewReader(test.body))
			if err := setPath(r, test.path); err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/json")
			if test.contentType != "" {
				r.Header.Set("Content-Type", test.contentType)
			}
			recorder := httptest.NewRecorder()
			s.routes.ServeHTTP(recorder, r)
			if recorder.Code != test.want {
				t.Errorf("got %d %.300s", recorder.Code, recorder.Body)
			}
			var said struct{ Error string }
			if err := json.Unmarshal(recorder.Body.Bytes(), &said); test.want >= 400 && (err != nil || said.Error == "" || len(said.Error) > 500) {
				t.Errorf("got %.300s", recorder.Body)
			}
		})
	}
}

func setPath(r *http.Request, path string) error {
	parsed, err := r.URL.Parse(path)
	if err == nil {
		r.URL = parsed
	}
	return err
}

func TestABodyWithoutALengthIsBoundedToo(t *testing.T) {
	s := newService(t, time.Minute)
	server := httptest.NewServer(s.routes)
	defer server.Close()
	for size, want := range map[int]int{1 << 20: 201, 1<<20 + 1: 413, 50 << 20: 413} {
		const shell = `{"title":"a","text":""}`
		body := io.MultiReader(strings.NewReader(shell[:len(shell)-2]), bytes.NewReader(bytes.Repeat([]byte("x"), size-len(shell))), strings.NewReader(`"}`))
		request, _ := http.NewRequestWithContext(t.Context(), "POST", server.URL+"/notes", body)
		request.Header.Set("Content-Type", "application/json")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			// The server may close the connection before all is sent.
			if want == 413 && size > 2<<20 {
				continue
			}
			t.Fatal(err)
		}
		if response.StatusCode != want || (want == 413) != response.Close {
			t.Errorf("%d bytes: got %d, close %t", size, response.StatusCode, response.Close)
		}
		var note notes.Note
		if want == 201 {
			if err := json.NewDecoder(response.Body).Decode(&note); err != nil {
				t.Fatal(err)
			}
			// Twice: from the database and from the cache.
			for range 2 {
				s.want(200, "GET", path(note), "", &note)
				if len(note.Text) != size-len(shell) {
					t.Errorf("got %d characters", len(note.Text))
				}
			}
		}
		response.Body.Close()
	}
}
