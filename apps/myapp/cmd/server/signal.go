package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// lastWords is how long the log may take to write, when the process is told to end at once.
const lastWords = 100 * time.Millisecond

// signals are what the process is told from outside.
type signals struct {
	// stop ends with the first SIGTERM or SIGINT; the second ends the process at once.
	stop context.Context
	// reload has the SIGHUPs, so that none ends the process, whatever it does.
	reload <-chan os.Signal
}

func catchSignals() signals {
	stopping := make(chan os.Signal, 2)
	signal.Notify(stopping, syscall.SIGTERM, syscall.SIGINT)
	reload := make(chan os.Signal, 1)
	signal.Notify(reload, syscall.SIGHUP)
	stop, cancel := context.WithCancel(context.Background())
	go func() {
		told := <-stopping
		cancel()
		// It does not wait for the line below, which nobody may read.
		go func() { exitAtOnce("told to stop at once", "signal", (<-stopping).String()) }()
		slog.Info("told to stop", "signal", told.String())
	}()
	return signals{stop, reload}
}

// exitAtOnce says why, if the log takes it, and ends the process.
func exitAtOnce(message string, attributes ...any) {
	time.AfterFunc(lastWords, func() { os.Exit(failure) })
	slog.Error(message, attributes...)
	os.Exit(failure)
}
