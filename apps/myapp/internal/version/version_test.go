package version_test

import (
	"net/http/httptest"
	"testing"

	"example.com/shop/myapp/internal/version"
)

func TestAnswersWithTheIdentityOfTheBuild(t *testing.T) {
	recorder := httptest.NewRecorder()
	info := version.Info{Version: "1.4.2", GitCommit: "f00dfeed", BuildTime: "2026-11-22T10:00:00Z"}
	info.ServeHTTP(recorder, httptest.NewRequest("GET", "/version", nil))
	want := `{"version":"1.4.2","git_commit":"f00dfeed","build_time":"2026-11-22T10:00:00Z"}` + "\n"
	if got := recorder.Body.String(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := recorder.Header().Get("Content-Type"); got != "application/json" {
		t.Errorf("got the content type %q", got)
	}
}
