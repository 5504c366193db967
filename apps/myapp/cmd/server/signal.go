package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
)

// untilSignal returns a context that ends with the first SIGTERM or SIGINT; the second ends the process at once.
func untilSignal() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		slog.Info("told to stop", "signal", (<-signals).String())
		cancel()
		slog.Error("told to stop at once", "signal", (<-signals).String())
		os.Exit(1)
	}()
	return ctx
}
