package config

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"time"
)

// NeedsRestart are the variables whose new values a running process does not take.
type NeedsRestart []string

func (n NeedsRestart) Error() string {
	return "a restart is needed for the new values of " + strings.Join(n, ", ")
}

// Watch looks at the content of the configuration file and of the files of secrets, at once, then in every interval and
// whenever reload tells to, until ctx ends. It compares contents, since Kubernetes swaps links and keeps times. What is
// reloadable and differs from current is handed to changed, as is the first that is right after something wrong. What is
// wrong is handed to refused, once for each content, and nothing changes; so are new values that need a restart, as
// NeedsRestart, each once. Both are called one at a time.
func Watch(
	ctx context.Context, every time.Duration, reload <-chan os.Signal,
	current Config, changed func(Config), refused func(error),
) {
	w := watcher{environment: os.LookupEnv, current: current, latest: current, changed: changed, refused: refused}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		w.look()
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-reload:
		}
	}
}

type watcher struct {
	environment lookup
	// current is what the process works with, latest is what was read last.
	current, latest Config
	seen            fingerprint
	// wrong is set from what is refused to the next that is right.
	wrong   bool
	changed func(Config)
	refused func(error)
}

func (w *watcher) look() {
	now := fingerprintOf(w.environment)
	if now == w.seen {
		return
	}
	next, err := read(w.environment)
	if fingerprintOf(w.environment) != now {
		// It changed while it was read: the next look sees all of it.
		return
	}
	w.seen = now
	if err != nil {
		w.wrong = true
		w.refused(err)
		return
	}
	if pending := w.pending(next); len(pending) > 0 {
		w.refused(pending)
	}
	w.latest = next
	if merged := Reload(w.current, next); w.wrong || !reflect.DeepEqual(merged, w.current) {
		w.current, w.wrong = merged, false
		w.changed(merged)
	}
}

// pending are the variables with a new value that the process cannot take, which it has not told yet.
func (w *watcher) pending(next Config) NeedsRestart {
	var names NeedsRestart
	for _, variable := range variables {
		name := variable.Name
		if name == "" {
			name = variable.File
		}
		if !variable.Reloadable && differs(variable, next, w.current) && differs(variable, next, w.latest) {
			names = append(names, name)
		}
	}
	return names
}

func differs(variable Variable, a, b Config) bool {
	fieldOf := func(config Config) any { return reflect.ValueOf(config).FieldByName(variable.Field).Interface() }
	return !reflect.DeepEqual(fieldOf(a), fieldOf(b))
}

// fingerprint stands for the content of all watched files.
type fingerprint [sha256.Size]byte

func fingerprintOf(environment lookup) fingerprint {
	paths := []string{pathOf(environment).path}
	for _, variable := range variables {
		if variable.File == "" {
			continue
		}
		if path, _ := environment(variable.File); path != "" {
			paths = append(paths, path)
		}
	}
	type state struct {
		Content []byte
		Error   string
	}
	states := make([]state, len(paths))
	for i, path := range paths {
		content, err := contentOf(path)
		states[i].Content = content
		if err != nil {
			states[i].Error = err.Error()
		}
	}
	// Encoding cannot fail: these are bytes and texts.
	encoded, _ := json.Marshal(states)
	return sha256.Sum256(encoded)
}
