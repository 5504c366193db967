import { parser } from './parser.js';
import type { Piece } from './piece.js';

const number = '([0-9]+(?:[.][0-9]+)?)';

const parse = parser(
  'parseDuration',
  'time.Duration',
  '0',
  'a duration such as 500ms, 5s, 2m or 1h30m, of at most a year (8760h)',
  ['math/big', 'regexp', 'time'],
  `	parts := durationParts.FindStringSubmatch(text)
	if parts == nil || text == "" || len(text) > 30 {
		REFUSED
	}
	sum := new(big.Rat)
	for i, milliseconds := range []int64{3_600_000, 60_000, 1000, 1} {
		if part, ok := new(big.Rat).SetString(parts[i+1]); ok {
			sum.Add(sum, part.Mul(part, big.NewRat(milliseconds, 1)))
		}
	}
	if !sum.IsInt() || sum.Cmp(big.NewRat(365*24*3_600_000, 1)) > 0 {
		REFUSED
	}
	return time.Duration(sum.Num().Int64()) * time.Millisecond, nil`,
);

/** Reads exactly the durations of definitions, of which Go's own parser takes more: signs, other orders, other units. */
export const parseDuration: Piece = {
  imports: parse.imports,
  text: `// durationParts has the units that a definition knows: each once, the longest first.
var durationParts = regexp.MustCompile("^(?:${number}h)?(?:${number}m)?(?:${number}s)?(?:${number}ms)?$")

${parse.text}`,
};
