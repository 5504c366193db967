package config

import (
	"fmt"
	"maps"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

func FuzzFile(f *testing.F) {
	for _, seed := range []string{
		"log: {level: debug}\nserver:\n  port: 9090\n", "log.level: info", "db: {name: 0x10, user: 'a\nb'}", "redis: {host: ''}",
		"log: &a {level: *a}", "<<: {log: {}}", "log: !!str debug", "a:\n\tb: c", "{", "---\n---\n", "? [a]\n: b", "# c\n\n  # d\nlog:\n# e\n",
		"db: {password: hunter2}", "server: {rate_limit: 1e3, read_timeout: 1h30m}", "log: |\n  x\n", "\ufefflog: {source: True}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		parsed := parseFile("config.yaml", content)
		if len(parsed.problems) > mostProblems+1 {
			t.Errorf("%d problems are told", len(parsed.problems))
		}
		texts := map[string]string{}
		for key, value := range parsed.values {
			if !isKey(key) || parsed.told[key] {
				t.Errorf("%q has a value", key)
			}
			texts[key] = value.text
		}
		if len(parsed.problems) > 0 {
			return
		}
		again, err := yaml.Marshal(texts)
		if err != nil {
			t.Fatal(err)
		}
		second := parseFile("config.yaml", again)
		got := map[string]string{}
		for key, value := range second.values {
			got[key] = value.text
		}
		if len(second.problems) > 0 || !maps.Equal(got, texts) {
			t.Errorf("%q reads again as %q, %v", texts, got, second.problems)
		}
	})
}

func FuzzEnvironment(f *testing.F) {
	f.Add("DB_USER=me\x00DB_NAME=notes\x00DB_PASSWORD=secret", "")
	f.Add("DB_USER=me\x00DB_NAME=notes\x00DB_PASSWORD=secret\x00REDIS_HOST=\x00SERVER_READ_TIMEOUT=1h1.5s", "server: {rate_limit: -0}")
	f.Add("SERVER_PORT=0\x00LOG_LEVEL=\x00SERVER_RATE_LIMIT=1e999\x00SERVER_MAX_HEADER_BYTES=-9223372036854775809", "log: {level: }")
	f.Add("DB_USER=me\x00DB_NAME=notes\x00DB_PASSWORD=s\n\x00SERVER_RATE_LIMIT=+1E-300\x00SHUTDOWN_DRAIN=8760h", "db: {name: x}")
	f.Fuzz(func(t *testing.T, text, content string) {
		from := source{environment: environmentOf(variablesIn(text)), file: parseFile("config.yaml", []byte(content))}
		config, err := Load(from.lookup)
		if err != nil {
			return
		}
		again, err := Load(environmentOf(rendered(config)))
		if err != nil || !reflect.DeepEqual(again, config) {
			t.Errorf("%+v reads again as %+v, %v", config, again, err)
		}
	})
}

// variablesIn are those of lines that a zero byte ends; none names a file, so that no file of the machine is read.
func variablesIn(text string) map[string]string {
	all := map[string]string{}
	for line := range strings.SplitSeq(text, "\x00") {
		if name, value, found := strings.Cut(line, "="); found && !strings.HasSuffix(name, "_FILE") {
			all[name] = value
		}
	}
	return all
}

// rendered is the environment that has the values of a configuration.
func rendered(config Config) map[string]string {
	all := map[string]string{}
	for _, variable := range variables {
		switch value := reflect.ValueOf(config).FieldByName(variable.Field).Interface().(type) {
		case time.Duration:
			all[variable.Name] = fmt.Sprintf("%dms", value.Milliseconds())
		case float64:
			all[variable.Name] = strconv.FormatFloat(value, 'g', -1, 64)
		case Secret:
			all[variable.Name] = value.Reveal()
		default:
			all[variable.Name] = fmt.Sprint(value)
		}
	}
	return all
}
