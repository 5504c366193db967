package config

import (
	"regexp"
	"slices"
	"strings"
)

func isKey(key string) bool {
	return slices.ContainsFunc(variables, func(v Variable) bool { return v.Key == key && key != "" })
}

// keyOf is the place of a variable in a configuration file; empty for none.
func keyOf(name string) string {
	for _, variable := range variables {
		if variable.Name == name {
			return variable.Key
		}
	}
	return ""
}

// keysUnder are the keys of a section, without its name.
func keysUnder(section string) []string {
	var keys []string
	for _, variable := range variables {
		if rest, found := strings.CutPrefix(variable.Key, section+"."); found {
			keys = append(keys, rest)
		}
	}
	return keys
}

func isSection(key string) bool {
	return len(keysUnder(key)) > 0
}

// secretWord is what the names of secrets have in common; the words of lib/definition's check for literals, and more.
var secretWord = regexp.MustCompile(`(?i)passw|pwd|passphrase|secret|token|bearer|jwt|credential|api.?key|private.?key|access.?key`)

func looksSecret(key string) bool {
	return secretWord.MatchString(key) || slices.ContainsFunc(variables, func(v Variable) bool {
		return v.Secret && slices.Contains([]string{bare(v.Name), bare(v.File)}, bare(key))
	})
}

// secretsBelong says where a secret is read from: the one of this key, else each that there is.
func secretsBelong(key string) string {
	var all []string
	for _, variable := range variables {
		if !variable.Secret {
			continue
		}
		var places []string
		if variable.File != "" {
			places = append(places, variable.File+" to the path of its file")
		}
		if variable.Name != "" {
			places = append(places, variable.Name)
		}
		place := "set " + strings.Join(places, ", or ")
		if bare(key) == bare(variable.Name) || bare(key) == bare(variable.File) {
			return place
		}
		all = append(all, place)
	}
	if len(all) == 0 {
		return "declare it among the secrets of the definition"
	}
	return "the secrets of this service: " + strings.Join(all, "; ")
}

// bare is a name without what people write differently.
func bare(name string) string {
	return strings.ToLower(strings.NewReplacer("_", "", "-", "", ".", "").Replace(name))
}

var keyShape = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,64}$`)

// named is a key as a problem shows it. What has not the shape of one may be a value that slipped, and is not shown.
func named(key string) string {
	if keyShape.MatchString(key) {
		return key
	}
	return "a key"
}

// didYouMean names the one key that is nearest, if one is near.
func didYouMean(key string) string {
	if !keyShape.MatchString(key) {
		return ""
	}
	nearest, least, ties := "", 1+max(2, len(key)/4), 0
	for _, variable := range variables {
		if variable.Key == "" {
			continue
		}
		switch d := distance(bare(key), bare(variable.Key)); {
		case d < least:
			nearest, least, ties = variable.Key, d, 0
		case d == least:
			ties++
		}
	}
	if nearest == "" || ties > 0 {
		nearest = onlyLike(key)
	}
	if nearest == "" {
		return ""
	}
	return "; did you mean " + nearest + "?"
}

// onlyLike is the only key with the same last word; empty for none or several.
func onlyLike(key string) string {
	var alike []string
	for _, variable := range variables {
		if variable.Key != "" && lastWord(variable.Key) == lastWord(key) {
			alike = append(alike, variable.Key)
		}
	}
	if len(alike) != 1 {
		return ""
	}
	return alike[0]
}

func lastWord(key string) string {
	return bare(key[strings.LastIndex(key, ".")+1:])
}

// distance is the least number of letters to insert, delete or replace that makes a of b (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
