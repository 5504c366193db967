// Tells what it was started with, as JSON: its environment, its arguments, the headers of the last probe, and files.
package main

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync/atomic"
	"syscall"
)

// Version is in the binary so that the build arguments are used.
var Version = "dev"

func environment() map[string]string {
	all := map[string]string{}
	for _, entry := range os.Environ() {
		name, value, _ := strings.Cut(entry, "=")
		all[name] = value
	}
	return all
}

func main() {
	var probed atomic.Value
	probed.Store(http.Header{})
	http.HandleFunc("GET /live", func(http.ResponseWriter, *http.Request) {})
	http.HandleFunc("GET /ready", func(_ http.ResponseWriter, r *http.Request) { probed.Store(r.Header.Clone()) })
	http.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		files := map[string]*string{}
		for _, path := range r.URL.Query()["file"] {
			files[path] = nil
			if content, err := os.ReadFile(path); err == nil {
				text := string(content)
				files[path] = &text
			}
		}
		json.NewEncoder(w).Encode(map[string]any{
			"version": Version, "environment": environment(), "arguments": os.Args[1:], "headers": probed.Load(), "files": files,
		})
	})
	server := http.Server{Addr: ":18090"}
	stopped, release := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer release()
	go func() {
		<-stopped.Done()
		os.Exit(0)
	}()
	if err := server.ListenAndServe(); err != nil {
		os.Exit(1)
	}
}
