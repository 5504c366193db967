module slipway/test/images/pulumi/host

go 1.26.0

// The host of today is a module of its own, which the module proxy does not hand out; this is the last version of the SDK
// that holds it, and today's engine works with it.
require github.com/pulumi/pulumi/sdk/v3 v3.68.0
