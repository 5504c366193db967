//go:build tools

// The programs that a Pulumi run needs, pinned by go.mod: the engine and the provider of @pulumi/docker-build.
package tools

import (
	_ "github.com/pulumi/pulumi-docker-build/provider/cmd/pulumi-resource-docker-build"
	_ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
)
