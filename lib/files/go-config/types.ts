import type { ConfigEntry } from '../../local/types/local.js';
import { parseDuration } from './duration.js';
import { parser } from './parser.js';
import type { Piece } from './piece.js';

/** How a type of the table is held in Go, and what reads it. */
export interface GoType {
  /** the field's type */
  readonly type: string;
  /** the packages that the field's type needs */
  readonly imports: readonly string[];
  /** the function that reads it from a text */
  readonly parse: string;
  readonly parser: Piece;
}

/** Each type of the table; all read exactly what a definition may say, so that none is refused at the start only. */
export const goTypes: Readonly<Record<ConfigEntry['type'], GoType>> = {
  string: {
    type: 'string',
    imports: [],
    parse: 'parseText',
    parser: { imports: [], text: 'func parseText(text string) (string, error) {\n\treturn text, nil\n}' },
  },
  integer: {
    type: 'int64',
    imports: [],
    parse: 'parseInteger',
    parser: parser(
      'parseInteger',
      'int64',
      '0',
      'a whole number from -9223372036854775808 to 9223372036854775807',
      ['strconv', 'strings'],
      `	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil || strings.HasPrefix(text, "+") {
		REFUSED
	}
	return value, nil`,
    ),
  },
  number: {
    type: 'float64',
    imports: [],
    parse: 'parseNumber',
    parser: parser(
      'parseNumber',
      'float64',
      '0',
      'a decimal number such as 0.5',
      ['strconv', 'strings'],
      `	value, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.Trim(text, "+-.0123456789eE") != "" {
		REFUSED
	}
	return value, nil`,
    ),
  },
  boolean: {
    type: 'bool',
    imports: [],
    parse: 'parseBoolean',
    parser: parser(
      'parseBoolean',
      'bool',
      'false',
      'true or false',
      [],
      `	if text != "true" && text != "false" {
		REFUSED
	}
	return text == "true", nil`,
    ),
  },
  duration: {
    type: 'time.Duration',
    imports: ['time'],
    parse: 'parseDuration',
    parser: parseDuration,
  },
  url: {
    type: '*url.URL',
    imports: ['net/url'],
    parse: 'parseURL',
    parser: parser(
      'parseURL',
      '*url.URL',
      'nil',
      'an http or https address without a password, such as https://example.com',
      ['net/url', 'strconv', 'strings'],
      `	value, err := url.Parse(text)
	http := strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://")
	if err != nil || !http || value.Hostname() == "" || value.User != nil || strings.ContainsAny(text, " \\\\") {
		REFUSED
	}
	if _, err := strconv.ParseUint(value.Port(), 10, 16); err != nil && value.Port() != "" {
		REFUSED
	}
	return value, nil`,
    ),
  },
  port: {
    type: 'uint16',
    imports: [],
    parse: 'parsePort',
    parser: parser(
      'parsePort',
      'uint16',
      '0',
      'a port from 1 to 65535',
      ['strconv'],
      `	value, err := strconv.ParseUint(text, 10, 16)
	if err != nil || value == 0 {
		REFUSED
	}
	return uint16(value), nil`,
    ),
  },
};
