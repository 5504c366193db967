module slipway/test/images/pulumi/tools

go 1.26.0

// The engine is the one that the provider is written for: its framework does not compile with 3.248, the version of the
// package in package.json, and does not have to be the same.
require (
	github.com/pulumi/pulumi-docker-build v0.0.22
	github.com/pulumi/pulumi/pkg/v3 v3.245.0
)

// The module proxy does not hand out the generators of C# and Java libraries; the provider only names types of theirs.
replace (
	github.com/pulumi/pulumi-dotnet/pulumi-language-dotnet/v3 => ./stubs/pulumi-dotnet
	github.com/pulumi/pulumi-java => ./stubs/pulumi-java
)
