package requestid_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"example.com/shop/myapp/internal/requestid"
)

func TestAWellFormedIDIsTakenAsItIs(t *testing.T) {
	for _, header := range []string{
		"a", "-", "0198c5a0-7d5e-7c3e-9a51-2f6d0a8b9c11", "Az09._-", "..", strings.Repeat("x", 128),
	} {
		if id, ok := requestid.From(header); !ok || id != header {
			t.Errorf("%q becomes %q, %t", header, id, ok)
		}
	}
}

func TestAnythingElseIsRefused(t *testing.T) {
	for name, header := range map[string]string{
		"nothing":            "",
		"too long":           strings.Repeat("x", 129),
		"a space":            "a b",
		"a space at the end": "a ",
		"a line break":       "a\r\nSet-Cookie: b",
		"a line break alone": "\n",
		"a null byte":        "a\x00",
		"a quote":            `a"b`,
		"markup":             "<script>",
		"an escape sequence": "\x1b[31m",
		"letters like ours":  "аbc",
		"no UTF-8":           "\xff",
		"a list":             "a,b",
		"a path":             "../a",
	} {
		if id, ok := requestid.From(header); ok || id != "" {
			t.Errorf("%s: %q becomes %q, %t", name, header, id, ok)
		}
	}
}

func TestNewIDsAreWellFormedAndAllDifferent(t *testing.T) {
	seen := map[string]bool{}
	for range 10_000 {
		id := requestid.New()
		if _, ok := requestid.From(id); !ok {
			t.Fatalf("%q is not well-formed", id)
		}
		if seen[id] {
			t.Fatalf("%q came twice", id)
		}
		seen[id] = true
	}
}

var wellFormed = regexp.MustCompile(`\A[A-Za-z0-9._-]{1,128}\z`)

func FuzzFrom(f *testing.F) {
	for _, seed := range []string{
		"", "a", "0198c5a0-7d5e-7c3e-9a51-2f6d0a8b9c11", "a\n", "a\r\nb: c", "\x00", "é", "\xff", "a b", strings.Repeat("x", 128), strings.Repeat("x", 129),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		id, ok := requestid.From(header)
		if ok != wellFormed.MatchString(header) {
			t.Fatalf("%q is accepted: %t", header, ok)
		}
		if !ok {
			if id != "" {
				t.Fatalf("%q is refused, and still %q", header, id)
			}
			return
		}
		if id != header || strings.ContainsAny(id, "\r\n") {
			t.Fatalf("%q becomes %q", header, id)
		}
		// It survives the way through a header.
		response := httptest.NewRecorder()
		response.Header().Set(requestid.Header, id)
		if got := (&http.Request{Header: response.Result().Header}).Header.Get(requestid.Header); got != id {
			t.Fatalf("%q comes back as %q", id, got)
		}
	})
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		requestid.New()
	}
}
