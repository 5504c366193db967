package config

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// mounted is a folder as Kubernetes mounts a ConfigMap: files link through ..data to a folder that is swapped as a whole.
type mounted struct {
	t       *testing.T
	folder  string
	version int
}

func (m *mounted) path(name string) string {
	return filepath.Join(m.folder, name)
}

// swap puts other files into the place of all.
func (m *mounted) swap(files map[string]string) {
	m.t.Helper()
	m.version++
	version := filepath.Join(m.folder, "..version-"+strings.Repeat("i", m.version))
	must(m.t, os.Mkdir(version, 0o700))
	for name, content := range files {
		must(m.t, os.WriteFile(filepath.Join(version, name), []byte(content), 0o600))
		if _, err := os.Lstat(m.path(name)); err != nil {
			must(m.t, os.Symlink(filepath.Join("..data", name), m.path(name)))
		}
	}
	must(m.t, os.Symlink(filepath.Base(version), m.path("..new")))
	must(m.t, os.Rename(m.path("..new"), m.path("..data")))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// watched is a running Watch over the files config.yaml and password, and what it has told.
type watched struct {
	mounted
	changes []Config
	refused []string
	reload  chan os.Signal
}

const interval = 2 * time.Second

// watching starts with files, and changes them to later before Watch has begun.
func watching(t *testing.T, files, later map[string]string, test func(w *watched)) {
	t.Helper()
	w := &watched{mounted: mounted{t: t, folder: t.TempDir()}}
	w.swap(files)
	t.Setenv("DB_USER", "me")
	t.Setenv("DB_NAME", "notes")
	t.Setenv("DB_PASSWORD_FILE", w.path("password"))
	t.Setenv(fileVariable, w.path("config.yaml"))
	current, err := Read()
	must(t, err)
	if later != nil {
		w.swap(later)
	}
	synctest.Test(t, func(t *testing.T) {
		w.reload = make(chan os.Signal, 1)
		ctx, cancel := context.WithCancel(t.Context())
		go Watch(ctx, interval, w.reload, current,
			func(next Config) { w.changes = append(w.changes, next) },
			func(err error) { w.refused = append(w.refused, err.Error()) })
		synctest.Wait()
		test(w)
		cancel()
		synctest.Wait()
	})
}

// passes lets one interval pass.
func (w *watched) passes() {
	time.Sleep(interval)
	synctest.Wait()
}

func (w *watched) levels() []string {
	var all []string
	for _, config := range w.changes {
		all = append(all, config.LogLevel)
	}
	return all
}

func files(config string) map[string]string {
	return map[string]string{"config.yaml": config, "password": password + "\n"}
}

func TestTakesWhatIsReloadableWhenTheFilesAreSwapped(t *testing.T) {
	watching(t, files("log: {level: info}"), nil, func(w *watched) {
		w.passes()
		w.swap(files("log: {level: info} # other bytes, the same values"))
		w.passes()
		if len(w.changes) != 0 {
			t.Errorf("it takes %v though nothing has another value", w.levels())
		}
		w.swap(files("log: {level: debug}\nserver: {rate_limit: 3, rate_burst: 4}"))
		w.passes()
		w.passes()
		if len(w.changes) != 1 {
			t.Fatalf("got %d changes, want one: %v", len(w.changes), w.levels())
		}
		if got := w.changes[0]; got.LogLevel != "debug" || got.ServerRateLimit != 3 || got.ServerRateBurst != 4 || got.DBUser != "me" {
			t.Errorf("got %+v", got)
		}
		w.swap(files(""))
		w.passes()
		if !slices.Equal(w.levels(), []string{"debug", "info"}) || len(w.refused) != 0 {
			t.Errorf("got %v, refused %v", w.levels(), w.refused)
		}
	})
}

func TestTakesAtOnceWhatChangedBeforeItBegan(t *testing.T) {
	watching(t, files("log: {level: info}"), files("log: {level: warn}"), func(w *watched) {
		if !slices.Equal(w.levels(), []string{"warn"}) {
			t.Errorf("got %v", w.levels())
		}
	})
}

func TestLooksAtOnceWhenItIsTold(t *testing.T) {
	watching(t, files("log: {level: info}"), nil, func(w *watched) {
		w.swap(files("log: {level: error}"))
		w.reload <- syscall.SIGHUP
		synctest.Wait()
		if !slices.Equal(w.levels(), []string{"error"}) {
			t.Errorf("got %v", w.levels())
		}
	})
}

func TestTakesANewPassword(t *testing.T) {
	watching(t, files(""), nil, func(w *watched) {
		w.swap(map[string]string{"config.yaml": "", "password": "another"})
		w.passes()
		if len(w.changes) != 1 || w.changes[0].DBPassword.Reveal() != "another" {
			t.Errorf("got %d changes, refused %v", len(w.changes), w.refused)
		}
	})
}

func TestRefusesABadFileOnceAndKeepsTheOldValues(t *testing.T) {
	watching(t, files("log: {level: debug}"), nil, func(w *watched) {
		bad := files("log: {level: loud}\nserver: {rate_limit: 3}")
		w.swap(bad)
		w.passes()
		w.reload <- syscall.SIGHUP
		synctest.Wait()
		w.swap(bad)
		w.passes()
		if len(w.changes) != 0 || len(w.refused) != 1 || !strings.Contains(w.refused[0], `LOG_LEVEL: "loud" is not allowed`) {
			t.Errorf("got %v, refused %q", w.levels(), w.refused)
		}
		w.swap(files("log: {level: louder}"))
		w.passes()
		must(t, os.Remove(w.path("..data")))
		w.passes()
		w.passes()
		if len(w.changes) != 0 || len(w.refused) != 3 || !strings.Contains(w.refused[2], "CONFIG_FILE: ") {
			t.Errorf("got %v, refused %q", w.levels(), w.refused)
		}
		if strings.Contains(strings.Join(w.refused, ""), password) {
			t.Errorf("a secret is told: %q", w.refused)
		}
		w.swap(files("log: {level: warn}"))
		w.passes()
		if !slices.Equal(w.levels(), []string{"warn"}) || len(w.refused) != 3 {
			t.Errorf("got %v, refused %q", w.levels(), w.refused)
		}
	})
}

func TestTellsThatAllIsWellAfterABadFile(t *testing.T) {
	watching(t, files("log: {level: debug}"), nil, func(w *watched) {
		w.swap(files("log: {level: loud}"))
		w.passes()
		w.swap(files("log: {level: debug}"))
		w.passes()
		w.swap(files("log: {level: debug} # other bytes, the same values"))
		w.passes()
		if !slices.Equal(w.levels(), []string{"debug"}) || len(w.refused) != 1 {
			t.Errorf("got %v, refused %q", w.levels(), w.refused)
		}
	})
}

func TestTellsOnceThatANewValueNeedsARestart(t *testing.T) {
	watching(t, files("log: {level: info}"), nil, func(w *watched) {
		w.swap(files("log: {level: debug}\nserver: {port: 9090}"))
		w.passes()
		w.swap(files("log: {level: warn}\nserver: {port: 9090}"))
		w.passes()
		if want := []string{"a restart is needed for the new values of SERVER_PORT"}; !slices.Equal(w.refused, want) {
			t.Errorf("told %q, want %q", w.refused, want)
		}
		if !slices.Equal(w.levels(), []string{"debug", "warn"}) || w.changes[1].ServerPort != 8080 {
			t.Errorf("got %+v", w.changes)
		}
		w.swap(files("log: {level: warn}"))
		w.passes()
		w.swap(files("log: {level: warn}\nserver: {port: 9091}\nredis: {host: elsewhere}"))
		w.passes()
		if len(w.refused) != 2 || !strings.HasSuffix(w.refused[1], "of SERVER_PORT, REDIS_HOST") {
			t.Errorf("told %q", w.refused)
		}
	})
}

func TestLeavesToTheEnvironmentWhatItHasSet(t *testing.T) {
	t.Setenv("LOG_LEVEL", "error")
	watching(t, files("log: {level: info}"), nil, func(w *watched) {
		w.swap(files("log: {level: debug}"))
		w.passes()
		if len(w.changes) != 0 {
			t.Errorf("got %v", w.levels())
		}
	})
}
