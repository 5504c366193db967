package main

import (
	"io"
	"log/slog"
	"math"
	"runtime"
	"runtime/debug"

	"example.com/shop/myapp/internal/cache"
	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/logging"
)

// newLog is the one log of the process, also for those who look for no other.
func newLog(w io.Writer, cfg config.Config) *logging.Log {
	log := logging.New(w, cfg)
	slog.SetDefault(log.Logger)
	cache.LogTo(log.Logger)
	return log
}

// identity are the attributes that say which build this is and what it may use.
func identity() []any {
	info := build()
	return []any{
		"version", info.Version, "git_commit", info.GitCommit, "build_time", info.BuildTime,
		"go", runtime.Version(), "cpus", runtime.GOMAXPROCS(0), "memory_limit_bytes", memoryLimit(),
	}
}

// memoryLimit is what the collector keeps to, as GOMEMLIMIT says; 0 for none.
func memoryLimit() int64 {
	// A negative limit changes nothing.
	if limit := debug.SetMemoryLimit(-1); limit != math.MaxInt64 {
		return limit
	}
	return 0
}
