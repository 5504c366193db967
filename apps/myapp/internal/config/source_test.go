package config

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

const password = "hunter2-is-secret"

// complete are the variables that are required.
func complete(more map[string]string) map[string]string {
	all := map[string]string{"DB_USER": "me", "DB_NAME": "notes", "DB_PASSWORD": password}
	for name, text := range more {
		all[name] = text
	}
	return all
}

func environmentOf(variables map[string]string) lookup {
	return func(name string) (string, bool) {
		text, set := variables[name]
		return text, set
	}
}

// written is the path of a new file with content.
func written(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// readWith reads with a file of that content.
func readWith(t *testing.T, content string, variables map[string]string) (Config, error) {
	t.Helper()
	all := complete(variables)
	all[fileVariable] = written(t, content)
	return read(environmentOf(all))
}

func TestTakesTheEnvironmentOverTheFileOverTheDefault(t *testing.T) {
	tests := map[string]struct {
		file        string
		environment map[string]string
		want        string
	}{
		"neither has a value":                              {"", nil, "localhost"},
		"the file has one":                                 {"redis: {host: file}", nil, "file"},
		"the environment has one":                          {"", map[string]string{"REDIS_HOST": "environment"}, "environment"},
		"both have one":                                    {"redis: {host: file}", map[string]string{"REDIS_HOST": "environment"}, "environment"},
		"the environment's is empty":                       {"redis: {host: file}", map[string]string{"REDIS_HOST": ""}, "file"},
		"the environment's is empty and the file has none": {"log: {level: warn}", map[string]string{"REDIS_HOST": ""}, ""},
		"the file's is empty":                              {"redis: {host: ''}", nil, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			config, err := readWith(t, test.file, test.environment)
			if err != nil || config.RedisHost != test.want {
				t.Errorf("got %q, %v; want %q", config.RedisHost, err, test.want)
			}
		})
	}
}

func TestReadsAnEmptyVariableWithoutAFileAsLoadDoes(t *testing.T) {
	for _, variable := range variables {
		if variable.Secret || variable.Required {
			continue
		}
		environment := environmentOf(complete(map[string]string{variable.Name: "", fileVariable: written(t, "")}))
		loaded, loadErr := Load(environment)
		config, err := read(environment)
		if !reflect.DeepEqual(config, loaded) || (err == nil) != (loadErr == nil) {
			t.Errorf("%s: got %+v, %v; Load has %+v, %v", variable.Name, config, err, loaded, loadErr)
		}
	}
}

func TestReadsEveryKindOfValueFromTheFile(t *testing.T) {
	config, err := readWith(t, `
server:
  port: 9090
  read_timeout: 1m30s
  rate_limit: 2.5
  security_headers: False
log: {level: "debug", source: no-thing}
log.format: text
db:
  name: 0123
redis:
  # nothing yet
`, map[string]string{"LOG_SOURCE": "false", "DB_NAME": ""})
	if err != nil {
		t.Fatal(err)
	}
	if config.ServerPort != 9090 || config.ServerReadTimeout != 90*time.Second || config.ServerRateLimit != 2.5 ||
		config.ServerSecurityHeaders || config.LogLevel != "debug" || config.LogSource || config.LogFormat != "text" ||
		config.DBName != "0123" || config.RedisHost != "localhost" {
		t.Errorf("got %+v", config)
	}
}

func TestCountsAFileWithoutValuesAsNone(t *testing.T) {
	want, err := Load(environmentOf(complete(nil)))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"nothing": "", "a newline": "\n", "a comment": "# log: {level: debug}\n", "an empty document": "---\n...\n",
		"null": "null\n", "an empty mapping": "{}", "an empty section": "log:\n", "a byte order mark": "\ufeff# log\n",
	} {
		config, err := readWith(t, content, nil)
		if err != nil || !reflect.DeepEqual(config, want) {
			t.Errorf("%s: got %+v, %v", name, config, err)
		}
	}
}

func TestTakesTheFileOfTheWorkingFolderIfItIsThere(t *testing.T) {
	t.Chdir(t.TempDir())
	environment := environmentOf(complete(nil))
	if config, err := read(environment); err != nil || config.LogLevel != "info" {
		t.Errorf("without a file: %q, %v", config.LogLevel, err)
	}
	if err := os.MkdirAll("config", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("config/config.yaml", []byte("log: {level: debug}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if config, err := read(environment); err != nil || config.LogLevel != "debug" {
		t.Errorf("with a file: %q, %v", config.LogLevel, err)
	}
	named := environmentOf(complete(map[string]string{fileVariable: written(t, "log: {level: warn}")}))
	if config, err := read(named); err != nil || config.LogLevel != "warn" {
		t.Errorf("with a file that is named: %q, %v", config.LogLevel, err)
	}
	if err := os.WriteFile("config/config.yaml", []byte("logs: {}\nlog: 1"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := read(environment)
	tells(t, err, "config/config.yaml:2: log: expected a mapping with level")
}

func TestReadsFromTheEnvironmentOfTheProcess(t *testing.T) {
	for name, text := range complete(map[string]string{fileVariable: written(t, "server: {port: 81}")}) {
		t.Setenv(name, text)
	}
	config, err := Read()
	if err != nil || config.ServerPort != 81 || config.DBPassword.Reveal() != password {
		t.Errorf("got %+v, %v", config, err)
	}
	config, err = ForHealthcheck()
	if err != nil || config.ServerHost != "0.0.0.0" || config.ServerPort != 81 || config.HealthTimeout != time.Second {
		t.Errorf("got %+v, %v", config, err)
	}
}

func TestTellsWhatAHealthcheckNeedsWhateverElseIsWrong(t *testing.T) {
	environment := environmentOf(map[string]string{
		"SERVER_PORT": "81", "SERVER_HOST": "::1", "HEALTH_TIMEOUT": "2s", "LOG_LEVEL": "loud", fileVariable: written(t, "server: {port: [}"),
	})
	config, err := forHealthcheck(environment)
	if err != nil || config.ServerHost != "::1" || config.ServerPort != 81 || config.HealthTimeout != 2*time.Second {
		t.Errorf("got %+v, %v", config, err)
	}
	_, err = forHealthcheck(environmentOf(map[string]string{"SERVER_PORT": "none"}))
	tells(t, err, `SERVER_PORT: "none" is not allowed`)
}

// tells fails unless the error is Problems that say all texts and no secret.
func tells(t *testing.T, err error, texts ...string) {
	t.Helper()
	if _, ok := errors.AsType[Problems](err); !ok {
		t.Errorf("got %v, want problems", err)
		return
	}
	for _, text := range texts {
		if !strings.Contains(err.Error(), text) {
			t.Errorf("%q is not told in:\n%s", text, err)
		}
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a secret is told in:\n%s", err)
	}
}

func TestTellsAllThatIsWrongWithTheFileAndTheEnvironmentAtOnce(t *testing.T) {
	path := written(t, "log:\n  level: loud\n  levl: debug\ndb:\n  name: [notes]\nserver:\n  port: many\n")
	_, err := read(environmentOf(map[string]string{fileVariable: path, "SERVER_PORT": "none", "REDIS_DB": "x"}))
	tells(t, err,
		path+":3: log.levl is not known; did you mean log.level?",
		path+":5: db.name: expected one value",
		`LOG_LEVEL: "loud" is not allowed; expected one of ["debug" "info" "warn" "error"] (log.level in `+path+":2)",
		`SERVER_PORT: "none" is not allowed; expected a port from 1 to 65535`+"\n",
		`REDIS_DB: "x" is not allowed`,
		"DB_USER: required, but not set",
		"DB_PASSWORD: required, but not set",
	)
	if problems, _ := errors.AsType[Problems](err); slices.ContainsFunc(problems, func(p Problem) bool { return p.Name == "DB_NAME" }) {
		t.Errorf("a name of a wrong shape is told as missing, too:\n%s", err)
	}
}
