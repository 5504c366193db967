//go:build tools

// The program that runs Pulumi programs in Node, pinned by go.mod.
package host

import _ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
