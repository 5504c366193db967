package config

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestRefusesWhatIsNoMappingOfKnownKeysToValues(t *testing.T) {
	tests := map[string]struct {
		content string
		want    []string
	}{
		"an unknown key with one near":         {"log: {levl: debug}", []string{":1: log.levl is not known; did you mean log.level?"}},
		"an unknown section with one near":     {"logs:\n  level: debug", []string{":2: logs.level is not known; did you mean log.level?"}},
		"a key in another spelling":            {"serverReadTimeout: 5s", []string{"did you mean server.read_timeout?"}},
		"a key as in the environment":          {"LOG_LEVEL: debug", []string{"did you mean log.level?"}},
		"a key in another section":             {"limits: {rate_burst: 3}", []string{"did you mean server.rate_burst?"}},
		"an unknown key with none near":        {"colour: green", []string{":1: colour is not known\n"}},
		"several unknown keys":                 {"a: 1\nb: 2\n", []string{":1: a is not known", ":2: b is not known"}},
		"a list for a value":                   {"server:\n  trusted_proxies: [10.0.0.0/8]", []string{":2: server.trusted_proxies: expected one value"}},
		"a mapping for a value":                {"log: {level: {is: debug}}", []string{"log.level: expected one value"}},
		"a value for a section":                {"log: debug", []string{"log: expected a mapping with level, format, source"}},
		"a list for a section":                 {"log: [debug]", []string{"log: expected a mapping with level"}},
		"no value":                             {"log: {level: }", []string{"log.level has no value"}},
		"null":                                 {"log: {level: null}", []string{"log.level has no value"}},
		"a text":                               {"hunter2", []string{":1: expected a mapping"}},
		"a list":                               {"- hunter2", []string{":1: expected a mapping"}},
		"a key without the shape of one":       {"hunter2 goes here: 1", []string{":1: a key is not known\n"}},
		"a mapping as a key":                   {"? {hunter2: 1}\n: 2", []string{":1: a key is expected to be a text"}},
		"an empty key":                         {"'': 2", []string{":1: a key is expected to be a text"}},
		"a key twice":                          {"log:\n  level: debug\n  level: info", []string{":3: log.level stands there more than once"}},
		"a key twice, nested and not":          {"log: {level: debug}\nlog.level: info", []string{":2: log.level stands there more than once"}},
		"a section twice with one key":         {"log: {level: debug}\nlog: {level: info}", []string{":2: log.level stands there more than once"}},
		"an anchor":                            {"log: {level: &hunter2 debug}", []string{"log.level: expected no anchors"}},
		"an alias":                             {"log: {level: &hunter2 debug, format: *hunter2}", []string{"log.format: expected no anchors, aliases and tags"}},
		"an alias for a section":               {"log: &hunter2 {level: debug}\nserver: *hunter2", []string{":1: log: expected no anchors", ":2: server: expected no anchors"}},
		"an alias without its anchor":          {"log: {level: *hunter2}", []string{"an alias names no anchor"}},
		"a merge":                              {"<<: {log: {level: debug}}", []string{":1: a key is expected to be a text"}},
		"a tag":                                {"log: {level: !!binary aHVudGVyMg==}", []string{"log.level: expected no anchors, aliases and tags"}},
		"a tag of the whole":                   {"!hunter2 {log: {level: debug}}", []string{"expected a mapping"}},
		"a tag that does not fit":              {"log: {level: !!int hunter2}", []string{"log.level: expected no anchors, aliases and tags"}},
		"a tab":                                {"log:\n\tlevel: debug", []string{":2: it is no YAML: ", "; tabs do not indent in YAML, spaces do"}},
		"an open bracket":                      {"log: {level: debug", []string{"it is no YAML: "}},
		"two documents":                        {"log: {level: debug}\n---\nlog: {level: info}", []string{":2: it is no YAML: it holds more than one document"}},
		"a second document that is broken":     {"log: {level: debug}\n---\nlog: {", []string{"it is no YAML: "}},
		"no text":                              {"log: {level: \x00}", []string{"it is no YAML: "}},
		"no UTF-8":                             {"log: {level: \xff}", []string{"it is no YAML: "}},
		"a number in another base":             {"server: {port: 0x50}", []string{`SERVER_PORT: "0x50" is not allowed`, "(server.port in "}},
		"a number in parts":                    {"db: {max_connections: 1_000}", []string{`DB_MAX_CONNECTIONS: "1_000" is not allowed`}},
		"no number":                            {"server: {rate_limit: .nan}", []string{`SERVER_RATE_LIMIT: ".nan" is not allowed`}},
		"a duration without a unit":            {"request: {timeout: 5}", []string{`REQUEST_TIMEOUT: "5" is not allowed; expected a duration`}},
		"a word of YAML 1.1 for true":          {"log: {source: yes}", []string{`LOG_SOURCE: "yes" is not allowed; expected true or false`}},
		"the password":                         {"db: {password: hunter2}", []string{":1: db.password looks like a secret, and none stands in a configuration file; set DB_PASSWORD_FILE to the path of its file, or DB_PASSWORD"}},
		"the password's file":                  {"db: {password_file: /hunter2}", []string{"db.password_file looks like a secret", "; set DB_PASSWORD_FILE"}},
		"the password as in the environment":   {"DB_PASSWORD: hunter2", []string{"DB_PASSWORD looks like a secret", "; set DB_PASSWORD_FILE"}},
		"a password in an unknown section":     {"database:\n  password: hunter2", []string{":2: database.password looks like a secret", "the secrets of this service: set DB_PASSWORD_FILE"}},
		"a token":                              {"api_token: hunter2", []string{"api_token looks like a secret"}},
		"a secret with parts":                  {"secrets: {hunter2: hunter2}", []string{"secrets looks like a secret"}},
		"a password in a file that is no YAML": {"db: {password: 'hunter2}", []string{"it is no YAML: "}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := readWith(t, test.content, nil)
			tells(t, err, "")
			if err == nil {
				return
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error()+"\n", want) {
					t.Errorf("%q is not told in:\n%s", want, err)
				}
			}
		})
	}
}

func TestRefusesAFileThatIsNone(t *testing.T) {
	folder := t.TempDir()
	pipe := filepath.Join(folder, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	loop := filepath.Join(folder, "loop")
	if err := os.Symlink(loop, loop); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(folder, "none.yaml"):   "cannot be read: no such file or directory",
		filepath.Join(folder, "none\n.yaml"): `none\n.yaml" cannot be read`,
		folder:                               "cannot be read: it is a folder; expected a file",
		pipe:                                 "cannot be read: it is no regular file",
		loop:                                 "cannot be read: too many levels of symbolic links",
		"/dev/zero":                          "cannot be read: it is no regular file",
		written(t, strings.Repeat("# padding\n", 1e5+5e3)): "cannot be read: it has more than 1048576 bytes",
	} {
		_, err := read(environmentOf(complete(map[string]string{fileVariable: path})))
		tells(t, err, "CONFIG_FILE: ", want)
	}
}

func TestRefusesAFileThatItMayNotRead(t *testing.T) {
	path := written(t, "log: {level: debug}")
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 {
		// Root may read everything, so this thread reads as nobody for as long.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		if err := syscall.Setfsuid(65534); err != nil {
			t.Fatal(err)
		}
		defer syscall.Setfsuid(0)
	}
	_, err := read(environmentOf(complete(map[string]string{fileVariable: path})))
	tells(t, err, "cannot be read: permission denied")
}

func TestRefusesAFolderInPlaceOfTheUsualFile(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll(usualPath, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := read(environmentOf(complete(nil)))
	tells(t, err, "config/config.yaml: it cannot be read: it is a folder; expected a file")
}

func TestRefusesHostileFilesInLittleTime(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [hunter2]\n")
	for i := range 60 {
		fmt.Fprintf(&bomb, "a%d: &a%d [%s]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d,", i), 9))
	}
	var many strings.Builder
	for i := 0; many.Len() < 1e6; i++ {
		fmt.Fprintf(&many, "levl%d: 1\n", i)
	}
	for name, content := range map[string]string{
		"aliases of aliases": bomb.String(),
		"unknown keys":       many.String(),
		"open brackets":      strings.Repeat("[", 1e6),
		"open braces":        strings.Repeat("{a: ", 25e4),
		"deep mappings":      deep(1000),
		"one long key":       strings.Repeat("k", 1e6) + ": 1",
		"one key many times": strings.Repeat("log.level: debug\n", 6e4),
	} {
		t.Run(name, func(t *testing.T) {
			start := computed(t)
			_, err := readWith(t, content, nil)
			tells(t, err)
			if took := computed(t) - start; took > 5*time.Second {
				t.Errorf("it computes for %v", took)
			}
			if err != nil && len(err.Error()) > 20_000 {
				t.Errorf("it tells %d bytes", len(err.Error()))
			}
		})
	}
}

// computed is how long this process has computed so far, which others on the machine do not prolong.
func computed(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// deep nests so many mappings.
func deep(levels int) string {
	var text strings.Builder
	for i := range levels {
		text.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return text.String()
}
