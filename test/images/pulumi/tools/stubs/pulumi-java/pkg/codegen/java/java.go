// Package java stands in for the generator of Java libraries, which the module proxy does not hand out.
package java

// PackageInfo is what the provider says of its Java library in its schema, and uses for nothing while it builds images.
type PackageInfo struct {
	BuildFiles                      string
	GradleNexusPublishPluginVersion string
	Dependencies                    map[string]string
}
