// Package codegen stands in for the generator of C# libraries, which the module proxy does not hand out.
package codegen

// CSharpPackageInfo is what the provider says of its C# library in its schema, and uses for nothing while it builds images.
type CSharpPackageInfo struct {
	RespectSchemaVersion bool
	PackageReferences    map[string]string
}
