//go:build tools

// The programs that the suite on a real engine needs, pinned by go.mod: Compose, buildx, and the gRPC health probe.
package tools

import (
	_ "github.com/docker/buildx/cmd/buildx"
	_ "github.com/docker/compose/v2/cmd"
	_ "github.com/grpc-ecosystem/grpc-health-probe"
)
