package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"unicode"
)

const (
	fileVariable = "CONFIG_FILE"
	usualPath    = "config/config.yaml"
	// A ConfigMap cannot hold more.
	mostBytes = 1 << 20
)

// file is what a configuration file says.
type file struct {
	path string
	// values are by their key, as in Variable.Key.
	values map[string]value
	// told are the keys whose values are left out, because a problem says what is wrong with them.
	told     map[string]bool
	problems Problems
}

type value struct {
	text string
	line int
}

// filePath is where the configuration file is. Only one that somebody named must exist.
type filePath struct {
	path  string
	named bool
}

func pathOf(environment lookup) filePath {
	if path, _ := environment(fileVariable); path != "" {
		return filePath{path, true}
	}
	return filePath{usualPath, false}
}

func readFile(at filePath) file {
	content, err := contentOf(at.path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !at.named:
		return file{path: at.path}
	case err != nil && at.named:
		return file{path: at.path, problems: Problems{{fileVariable, printable(at.path) + " cannot be read: " + cause(err)}}}
	case err != nil:
		return file{path: at.path, problems: Problems{{at.path, "it cannot be read: " + cause(err)}}}
	}
	return parseFile(at.path, content)
}

// contentOf reads a regular file of at most mostBytes. Anything else might never end, or never begin.
func contentOf(path string) ([]byte, error) {
	failed := func(reason string) error { return &fs.PathError{Op: "read", Path: path, Err: errors.New(reason)} }
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, failed("it is a folder; expected a file")
	case !info.Mode().IsRegular():
		return nil, failed("it is no regular file")
	}
	opened, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	content, err := io.ReadAll(io.LimitReader(opened, mostBytes+1))
	if err == nil && len(content) > mostBytes {
		return nil, failed(fmt.Sprintf("it has more than %d bytes", mostBytes))
	}
	return content, err
}

func (f *file) place(line int) string {
	if line == 0 {
		return printable(f.path)
	}
	return fmt.Sprintf("%s:%d", printable(f.path), line)
}

// printable quotes what would break a line of the log.
func printable(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(text)
	}
	return text
}
