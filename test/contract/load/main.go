// Command load makes the load of `npm run test:service`: a strict client, which takes every failed request for what it is.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	kinds := map[string]func(arguments []string) (any, error){"steady": steady, "flood": flood, "heavy": heavy}
	if len(os.Args) < 2 || kinds[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "allowed: load steady, load flood, load heavy; each with -help")
		os.Exit(64)
	}
	report, err := kinds[os.Args[1]](os.Args[2:])
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(report)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
