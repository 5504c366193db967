package logging_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/logging"
)

func TestWritesJSONFromTheLevelOn(t *testing.T) {
	var out bytes.Buffer
	log := logging.New(&out, config.Config{LogLevel: "warn", LogFormat: "json", LogSource: true})
	log.Info("unheard")
	log.Warn("heard", "port", 8080)
	var line struct {
		Level, Msg string
		Port       int
		Source     struct{ File string }
	}
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatalf("%q is not one line of JSON: %v", out.String(), err)
	}
	if line.Level != "WARN" || line.Msg != "heard" || line.Port != 8080 || !strings.HasSuffix(line.Source.File, "logging_test.go") {
		t.Errorf("got %+v", line)
	}
}

func TestWritesTextForPeople(t *testing.T) {
	var out bytes.Buffer
	logging.New(&out, config.Config{LogLevel: "debug", LogFormat: "text"}).Debug("heard", "port", 8080)
	if got := out.String(); !strings.Contains(got, "level=DEBUG msg=heard port=8080") {
		t.Errorf("got %q", got)
	}
}
