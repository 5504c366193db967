import type { GoBuild } from '../../local/types/image-build.js';
import { recipeWord } from '../quoting/make.js';
import { script, type Target, target } from './target.js';

const named = ['Version=$$VERSION', 'GitCommit=$$COMMIT', 'BuildTime=$$BUILD_TIME'];
const linkFlags = ['-w -s', ...named.map((flag) => `-X 'main.${flag}'`)].join(' ');

/** How a Go program is built, tested and checked, with the flags of its image. */
export const goTargets = ({ main, binary, tags, private: patterns }: GoBuild): readonly Target[] => {
  const environment = patterns.length === 0 ? '' : `GOPRIVATE=${recipeWord(patterns.join(','))} `;
  const flags = tags.length === 0 ? '' : ` -tags ${recipeWord(tags.join(','))}`;
  const output = recipeWord(`bin/${binary}`);
  return [
    target(
      'build',
      `builds bin/${binary}`,
      script(
        '$(identity)',
        'set -x;',
        `${environment}CGO_ENABLED=0 go build -trimpath${flags}`,
        `  -ldflags "${linkFlags}"`,
        `  -o ${output} ${recipeWord(main)}`,
      ),
    ),
    target('test', 'runs the tests with the race detector', `${environment}go test -race -cover${flags} ./...`),
    target(
      'lint',
      'checks the source with go vet and, where it is installed, golangci-lint',
      `${environment}go vet${flags} ./...`,
      script(
        'if command -v golangci-lint >/dev/null 2>&1;',
        `then set -x; ${environment}golangci-lint run${tags.length === 0 ? '' : ` --build-tags ${recipeWord(tags.join(','))}`};`,
        "else echo 'golangci-lint is not installed: only go vet has looked'; fi",
      ),
    ),
  ];
};
