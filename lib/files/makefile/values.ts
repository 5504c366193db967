import { recipeWord } from '../quoting/make.js';

/**
 * Keeps make from ever expanding these variables. Make takes each from the command line and from the environment as text
 * that it would expand when it is used or handed on; as a simple variable it is handed on as it was written.
 */
export const untouched = (names: readonly string[]): readonly string[] => [
  '',
  '# What the command line or the environment says reaches the recipes as it is: make expands none of it.',
  `$(foreach name,${names.join(' ')},$(if $(value $(name)),$(eval override $(name) := $$(value $(name)))$(eval export $(name))))`,
];

/**
 * Sets and exports VERSION, COMMIT and BUILD_TIME in a recipe. Quotes are refused since link flags cannot hold them, control
 * characters since a tag of git or a log should not either; everything else is data wherever it goes.
 */
export const identity: readonly string[] = [
  '',
  '# What this build is called: what was said, else what git knows of the last commit, else dev and unknown.',
  'define identity',
  '[ -n "$${VERSION-}" ] || VERSION=$$(git describe --tags --always --dirty 2>/dev/null) || VERSION=dev; \\',
  '[ -n "$${COMMIT-}" ] || COMMIT=$$(git rev-parse --verify --quiet HEAD 2>/dev/null) || COMMIT=unknown; \\',
  '[ -n "$${BUILD_TIME-}" ] || BUILD_TIME=$$(TZ=UTC0 git -c log.showSignature=false log -1 \\',
  '  --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd 2>/dev/null) || BUILD_TIME=unknown; \\',
  'for said in "VERSION=$$VERSION" "COMMIT=$$COMMIT" "BUILD_TIME=$$BUILD_TIME"; do \\',
  `  case $$said in *[\\'\\"[:cntrl:]]*) \\`,
  '    echo "$${said%%=*} has a quote or a control character; say another, as in: make $${said%%=*}=1.2.3" >&2; exit 2;; \\',
  '  esac; \\',
  'done; \\',
  'export VERSION COMMIT BUILD_TIME;',
  'endef',
];

/** Sets IMAGE and TAG in a recipe, after `identity`: the tag is the version, with `-` for the `+` of semantic versions. */
export const tagged = (repository: string): readonly string[] => [
  '',
  "# The image's name and tag; a tag has fewer characters than a version may have.",
  'define tagged',
  `[ -n "$\${IMAGE-}" ] || IMAGE=${recipeWord(repository)}; \\`,
  '[ -n "$${TAG-}" ] || TAG=$$(printf %s "$$VERSION" | tr + -); \\',
  'case $$TAG in [!A-Za-z0-9_]* | *[!A-Za-z0-9_.-]*) bad=yes;; *) bad=;; esac; \\',
  'if [ -n "$$bad" ] || [ $${#TAG} -gt 128 ]; then \\',
  '  printf \'%s\\n\' "\\"$$TAG\\" is no tag of an image: at most 128 letters, digits, _, . and -, the first no . or -;" \\',
  '    "say another, as in: make docker TAG=1.2.3" >&2; exit 2; \\',
  'fi;',
  'endef',
];
