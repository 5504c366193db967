package config

import (
	"errors"
	"os"
)

// Read reads the configuration: the environment over the configuration file over the defaults. An empty variable of the
// environment counts as not set where the file has a value. The file is the one that CONFIG_FILE names, else
// config/config.yaml in the working folder if it is there. All that is wrong is told at once: an error is of type Problems.
func Read() (Config, error) {
	return read(os.LookupEnv)
}

// ForHealthcheck reads only ServerHost, ServerPort and HealthTimeout, so that asking for the health of the process depends
// on nothing else of the configuration: neither on a secret nor on a new file that the running process has refused.
func ForHealthcheck() (Config, error) {
	return forHealthcheck(os.LookupEnv)
}

func read(environment lookup) (Config, error) {
	from := sourceOf(environment)
	config, err := Load(from.lookup)
	loaded, ok := errors.AsType[Problems](err)
	if err != nil && !ok {
		return Config{}, err
	}
	loaded = append(loaded, beyond(from.lookup, loaded)...)
	if len(loaded) == 0 {
		loaded = conflicts(config)
	}
	if problems := append(from.file.problems, from.placed(loaded)...); len(problems) > 0 {
		return Config{}, problems
	}
	return config, nil
}

func forHealthcheck(environment lookup) (Config, error) {
	from := sourceOf(environment)
	l := loader{lookup: from.lookup}
	config := Config{
		ServerHost:    load(&l, "ServerHost", parseText),
		ServerPort:    load(&l, "ServerPort", parsePort),
		HealthTimeout: load(&l, "HealthTimeout", parseDuration),
	}
	if len(l.problems) > 0 {
		return Config{}, from.placed(l.problems)
	}
	return config, nil
}

type lookup = func(name string) (string, bool)

// source is where Load finds its values: the environment, and under it the configuration file.
type source struct {
	environment lookup
	file        file
}

func sourceOf(environment lookup) source {
	return source{environment: environment, file: readFile(pathOf(environment))}
}

// lookup leaves to Load what a variable that is set, but empty, means where the file says nothing.
func (s source) lookup(name string) (string, bool) {
	text, set := s.environment(name)
	if text != "" {
		return text, true
	}
	if value, found := s.valueOf(name); found {
		return value.text, true
	}
	return text, set
}

func (s source) valueOf(name string) (value, bool) {
	found, ok := s.file.values[keyOf(name)]
	return found, ok
}

// placed adds the place in the file to what is wrong with its values. What is wrong with the shape of a value has been
// told already, and is not told again as missing.
func (s source) placed(problems Problems) Problems {
	var all Problems
	for _, problem := range problems {
		fromEnvironment, _ := s.environment(problem.Name)
		value, found := s.valueOf(problem.Name)
		switch {
		case fromEnvironment != "":
		case found:
			problem.Reason += " (" + keyOf(problem.Name) + " in " + s.file.place(value.line) + ")"
		case s.file.told[keyOf(problem.Name)]:
			continue
		}
		all = append(all, problem)
	}
	return all
}
