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

const iso = '%Y-%m-%dT%H:%M:%SZ';

/**
 * Sets and exports VERSION, COMMIT, BUILD_TIME and SOURCE_DATE_EPOCH in a recipe, as `readBuildIdentity` tells them. Quotes
 * are refused since link flags cannot hold them, control characters since a tag of git or a log should not either;
 * everything else is data wherever it goes.
 */
export const identity: readonly string[] = [
  '',
  '# What this build is called: what was said, else what git knows of the last commit, else dev and unknown.',
  '# Only what differs from the commit in this folder makes it dirty. "slipway build" calls it the same.',
  'define identity',
  'unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_COMMON_DIR GIT_PREFIX; export GIT_OPTIONAL_LOCKS=0; \\',
  '[ -n "$${VERSION-}" ] && [ -n "$${COMMIT-}" ] && [ -n "$${BUILD_TIME-}" ] || refusal=$$(LC_ALL=C git rev-parse 2>&1) || \\',
  '  case $$refusal in *"dubious ownership"*) printf \'%s\\n\' "$$refusal" >&2; exit 2;; esac; \\',
  'if [ -z "$${VERSION-}" ]; then \\',
  '  VERSION=$$(git describe --tags --always --abbrev=12 2>/dev/null) || VERSION=; \\',
  "  changes=$$(git status --porcelain --untracked-files=normal --ignore-submodules=none -- . ':!images.lock.json*' 2>/dev/null) || changes=; \\",
  '  VERSION=$${VERSION:-dev}$${changes:+$${VERSION:+-dirty}}; \\',
  'fi; \\',
  '[ -n "$${COMMIT-}" ] || COMMIT=$$(git rev-parse --verify --quiet HEAD 2>/dev/null) || COMMIT=unknown; \\',
  'if [ -n "$${SOURCE_DATE_EPOCH-}" ]; then \\',
  '  case $$SOURCE_DATE_EPOCH in *[!0123456789]* | 0?* | ????????????*) \\',
  '    echo "SOURCE_DATE_EPOCH has to be the seconds since 1970, in at most 11 digits, such as 1795341600" >&2; exit 2;; \\',
  '  esac; \\',
  '  [ -n "$${BUILD_TIME-}" ] || BUILD_TIME=$$(exec 2>/dev/null; \\',
  `    date -u -d "@$$SOURCE_DATE_EPOCH" +${iso} || date -u -r "$$SOURCE_DATE_EPOCH" +${iso}) || \\`,
  '    { echo "date cannot tell SOURCE_DATE_EPOCH as a time; say BUILD_TIME too" >&2; exit 2; }; \\',
  'else \\',
  '  SOURCE_DATE_EPOCH=$$(git -c log.showSignature=false log -1 --format=%ct 2>/dev/null) || SOURCE_DATE_EPOCH=0; \\',
  '  [ -n "$${BUILD_TIME-}" ] || BUILD_TIME=$$(TZ=UTC0 git -c log.showSignature=false log -1 \\',
  `    --date=format-local:${iso} --format=%cd 2>/dev/null) || BUILD_TIME=1970-01-01T00:00:00Z; \\`,
  'fi; \\',
  'for said in "VERSION=$$VERSION" "COMMIT=$$COMMIT" "BUILD_TIME=$$BUILD_TIME"; do \\',
  `  case $$said in *[\\'\\"[:cntrl:]]*) \\`,
  '    echo "$${said%%=*} has a quote or a control character; say another, as in: make $${said%%=*}=1.2.3" >&2; exit 2;; \\',
  '  esac; \\',
  'done; \\',
  'export VERSION COMMIT BUILD_TIME SOURCE_DATE_EPOCH;',
  'endef',
];

/** Sets IMAGE and TAG in a recipe, after `identity`: the tag is the version as `tagOf` makes it one. */
export const tagged = (repository: string): readonly string[] => [
  '',
  "# The image's name and tag; a tag has fewer characters than a version may have: - stands for all others.",
  'define tagged',
  `[ -n "$\${IMAGE-}" ] || IMAGE=${recipeWord(repository)}; \\`,
  '[ -n "$${TAG-}" ] || TAG=$$(printf \'%s\\n\' "$$VERSION" | \\',
  "  LC_ALL=C sed -e 's/[^A-Za-z0-9_.-]\\{1,\\}/-/g' -e 's/^[.-]*//'); \\",
  'case $$TAG in [!A-Za-z0-9_]* | *[!A-Za-z0-9_.-]*) bad=yes;; *) bad=;; esac; \\',
  'if [ -z "$$TAG" ] || [ -n "$$bad" ] || [ $${#TAG} -gt 128 ]; then \\',
  '  printf \'%s\\n\' "\\"$$TAG\\" is no tag of an image: at most 128 letters, digits, _, . and -, the first no . or -;" \\',
  '    "say another, as in: make docker TAG=1.2.3" >&2; exit 2; \\',
  'fi;',
  'endef',
];
