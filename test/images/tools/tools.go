//go:build tools

// The BuildKit that `npm run test:images` builds with, pinned by go.mod.
package tools

import (
	_ "github.com/moby/buildkit/cmd/buildctl"
	_ "github.com/moby/buildkit/cmd/buildkitd"
)
