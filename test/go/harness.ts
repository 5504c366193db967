/** The Go program of the suite: loads configurations from what stands on its input, and prints what came out as JSON. */
export const program = (packages: readonly string[]): string => `package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"reflect"
	"strconv"
	"strings"
	"time"

${packages.map((name) => `\t"example.com/suite/${name}"\n`).join('')})

type lookup = func(name string) (string, bool)

type loads struct {
	from        func(lookup) (any, error)
	environment func() (any, error)
	reload      func(from, to lookup) any
	table       any
}

type request struct {
	Config int
	Values map[string]string
	Next   map[string]string
}

type answer struct {
	Values   map[string]any
	Reloaded map[string]any
	Problems []string
	Error    string
	Printed  string
	Table    any
}

var all = []loads{
${packages
  .map(
    (name) => `	{
		from:        func(l lookup) (any, error) { return ${name}.Load(l) },
		environment: func() (any, error) { return ${name}.FromEnvironment() },
		reload: func(from, to lookup) any {
			a, _ := ${name}.Load(from)
			b, _ := ${name}.Load(to)
			return ${name}.Reload(a, b)
		},
		table: ${name}.Variables(),
	},
`,
  )
  .join('')}}

func values(config any) map[string]any {
	found := map[string]any{}
	fields := reflect.ValueOf(config)
	for i := range make([]struct{}, fields.NumField()) {
		name := fields.Type().Field(i).Name
		switch value := fields.Field(i).Interface().(type) {
		case interface{ Reveal() string }:
			found[name] = value.Reveal()
		case *url.URL:
			found[name] = nil
			if value != nil {
				found[name] = value.String()
			}
		case time.Duration:
			found[name] = strconv.FormatInt(value.Milliseconds(), 10)
		case float64:
			found[name] = strconv.FormatFloat(value, 'g', -1, 64)
		default:
			found[name] = fmt.Sprint(value)
		}
	}
	return found
}

type wrapped struct{ inner any }

// printed is the configuration in every way that a program may print one by mistake.
func printed(config any) string {
	var text strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t"} {
		fmt.Fprintf(&text, verb+verb+verb, config, wrapped{config}, []any{config})
	}
	encoded, err := json.Marshal(config)
	fmt.Fprintln(&text, string(encoded), err)
	for _, handler := range []slog.Handler{slog.NewJSONHandler(&text, nil), slog.NewTextHandler(&text, nil)} {
		logger := slog.New(handler)
		logger.Info("configuration", "config", config)
		fields := reflect.ValueOf(config)
		for i := range make([]struct{}, fields.NumField()) {
			if _, secret := fields.Field(i).Interface().(interface{ Reveal() string }); secret {
				logger.Info("secret", "value", fields.Field(i).Interface())
			}
		}
	}
	return text.String()
}

func answerTo(config any, err error) answer {
	var found answer
	if err != nil {
		found.Error = err.Error()
		for _, problem := range err.(interface{ Unwrap() []error }).Unwrap() {
			found.Problems = append(found.Problems, problem.Error())
		}
	}
	found.Values = values(config)
	found.Printed = printed(config)
	return found
}

func in(values map[string]string) lookup {
	return func(name string) (string, bool) {
		value, ok := values[name]
		return value, ok
	}
}

func main() {
	var answers []answer
	if len(os.Args) > 1 {
		number, _ := strconv.Atoi(os.Args[1])
		found := answerTo(all[number].environment())
		found.Table = all[number].table
		answers = append(answers, found)
	} else {
		var requests []request
		if err := json.NewDecoder(os.Stdin).Decode(&requests); err != nil {
			panic(err)
		}
		for _, request := range requests {
			found := answerTo(all[request.Config].from(in(request.Values)))
			if request.Next != nil {
				found.Reloaded = values(all[request.Config].reload(in(request.Values), in(request.Next)))
			}
			found.Table = all[request.Config].table
			answers = append(answers, found)
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
`;
