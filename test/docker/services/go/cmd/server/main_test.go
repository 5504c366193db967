package main

import "testing"

// TestVersion is here to be kept out of the image's build context.
func TestVersion(t *testing.T) {
	if Version == "" {
		t.Fatal("no version")
	}
}
