// Command server is myapp, the reference service: notes in PostgreSQL, cached in Redis, served as the runtime contract
// says.
package main

import (
	"context"
	"fmt"
	"os"
	"slices"

	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/version"
)

// Set when the image is built, by -ldflags.
var (
	Version   = "dev"
	GitCommit = "unknown"
	BuildTime = "unknown"
)

// Exit codes; those above 1 are of sysexits.h.
const (
	success          = 0
	failure          = 1
	misuse           = 64
	badConfiguration = 78
)

func main() {
	os.Exit(run(os.Args[1:]))
}

// run does what the arguments say and returns the exit code.
func run(arguments []string) int {
	told := catchSignals()
	switch {
	case len(arguments) == 0:
		return configured(func(cfg config.Config) int { return serve(told, cfg) })
	case slices.Equal(arguments, []string{"migrate"}):
		return configured(func(cfg config.Config) int { return migrate(told.stop, cfg) })
	case slices.Equal(arguments, []string{"healthcheck"}):
		return healthcheck(told.stop)
	}
	fmt.Fprintf(os.Stderr, "unknown arguments %q; allowed: none to serve, migrate, or healthcheck\n", arguments)
	return misuse
}

// configured runs command with the configuration, or tells all that is wrong with it before anything has begun.
func configured(command func(config.Config) int) int {
	cfg, err := config.Read()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return badConfiguration
	}
	return command(cfg)
}

func build() version.Info {
	return version.Info{Version: Version, GitCommit: GitCommit, BuildTime: BuildTime}
}

// healthcheck asks the process that serves in this container whether it is ready: Docker knows only the codes 0 and 1.
func healthcheck(ctx context.Context) int {
	cfg, err := config.ForHealthcheck()
	if err == nil {
		err = ask(ctx, cfg)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return failure
	}
	return success
}
