package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

const (
	// mostProblems bounds what is told about one file.
	mostProblems = 50
	// mostKeyBytes bounds how deep mappings nest.
	mostKeyBytes = 256
)

// parseFile reads a YAML mapping whose scalars are the values of variables, nested by the dots of their keys.
func parseFile(path string, content []byte) file {
	f := file{path: path, values: map[string]value{}, told: map[string]bool{}}
	root, err := documentOf(content)
	switch {
	case err != nil:
		line, reason := syntax(err, content)
		f.report(line, reason)
	case root == nil || isNull(root):
	case root.Kind != yaml.MappingNode || !plain(root):
		f.report(root.Line, "expected a mapping, such as log: {level: info}")
	default:
		f.mapping(root, "")
	}
	if more := len(f.problems) - mostProblems; more > 0 {
		f.problems = append(f.problems[:mostProblems:mostProblems], Problem{f.place(0), fmt.Sprintf("and %d more", more)})
	}
	return f
}

// documentOf returns what the only document of content holds; nil for nothing. No alias is followed, so that nothing grows.
func documentOf(content []byte) (root *yaml.Node, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("yaml: it cannot be understood")
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	var document, second yaml.Node
	if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	if err := decoder.Decode(&second); err == nil {
		return nil, fmt.Errorf("yaml: line %d: it holds more than one document", second.Line)
	} else if !errors.Is(err, io.EOF) {
		return nil, err
	}
	return document.Content[0], nil
}

var (
	syntaxLine = regexp.MustCompile(`^(?:line (\d+): )?((?s:.*))$`)
	tabIndent  = regexp.MustCompile(`(?m)^[ ]*\t`)
)

// syntax is the line and the reason of an error of the YAML parser, without what it quotes from the file.
func syntax(err error, content []byte) (line int, reason string) {
	parts := syntaxLine.FindStringSubmatch(strings.TrimPrefix(err.Error(), "yaml: "))
	line, _ = strconv.Atoi(parts[1])
	reason = parts[2]
	if strings.HasPrefix(reason, "unknown anchor") || strings.Contains(reason, "`") {
		reason = "an alias names no anchor"
	}
	if tabIndent.Match(content) {
		reason += "; tabs do not indent in YAML, spaces do"
	}
	return line, "it is no YAML: " + reason
}

func (f *file) report(line int, reason string) {
	f.problems = append(f.problems, Problem{f.place(line), reason})
}

// mapping reads the entries of a mapping that stands at a key; the key of the whole file is empty.
func (f *file) mapping(node *yaml.Node, under string) {
	for i := 0; i+1 < len(node.Content); i += 2 {
		name, content := node.Content[i], node.Content[i+1]
		if name.Kind != yaml.ScalarNode || !plain(name) || name.Value == "" {
			f.report(name.Line, "a key is expected to be a text, without tags, anchors and merges")
			continue
		}
		key := name.Value
		if under != "" {
			key = under + "." + key
		}
		if len(f.problems) <= mostProblems {
			f.entry(key, name.Line, content)
		} else {
			f.report(name.Line, "not looked at")
		}
	}
}

func (f *file) entry(key string, line int, content *yaml.Node) {
	switch {
	case isKey(key):
		f.scalar(key, line, content)
	case !isSection(key) && looksSecret(key):
		f.report(line, named(key)+" looks like a secret, and none stands in a configuration file; "+secretsBelong(key))
	case !plain(content):
		f.report(content.Line, named(key)+": expected no anchors, aliases and tags; write the value itself")
	case content.Kind == yaml.MappingNode && len(key) <= mostKeyBytes:
		f.mapping(content, key)
	case isSection(key) && isNull(content):
	case isSection(key):
		f.report(content.Line, named(key)+": expected a mapping with "+strings.Join(keysUnder(key), ", "))
	default:
		f.report(line, named(key)+" is not known"+didYouMean(key))
	}
}

func (f *file) scalar(key string, line int, content *yaml.Node) {
	_, twice := f.values[key]
	refuse := func(reason string) {
		f.told[key] = true
		delete(f.values, key)
		f.report(line, key+reason)
	}
	switch {
	case twice || f.told[key]:
		refuse(" stands there more than once")
	case !plain(content):
		refuse(": expected no anchors, aliases and tags; write the value itself")
	case content.Kind != yaml.ScalarNode:
		refuse(": expected one value: a text, a number, true or false")
	case isNull(content):
		refuse(" has no value; write one, or leave the key out")
	default:
		f.values[key] = value{textOf(content), line}
	}
}

// textOf is what the loader parses: numbers stay as they are written, so that none is rounded or read in another base.
func textOf(scalar *yaml.Node) string {
	if scalar.Tag == "!!bool" {
		return strings.ToLower(scalar.Value)
	}
	return scalar.Value
}

// plain says whether a node is what it seems to be: no alias or anchor, and no tag but those that YAML gives itself.
func plain(node *yaml.Node) bool {
	return node.Kind != yaml.AliasNode && node.Anchor == "" && node.Style&yaml.TaggedStyle == 0 && node.Tag != "!!merge"
}

func isNull(node *yaml.Node) bool {
	return node.Kind == yaml.ScalarNode && node.Tag == "!!null"
}
