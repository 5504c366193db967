// Package version tells which build of the program this is.
package version

import (
	"encoding/json"
	"net/http"
)

// Name is what the program is called where it meets others: in the database, in the cache and in the keys that it keeps there.
const Name = "myapp"

// Info is the identity of a build, the same in the log, in the image's labels and at GET /version.
type Info struct {
	Version   string `json:"version"`
	GitCommit string `json:"git_commit"`
	// BuildTime is in UTC (RFC 3339).
	BuildTime string `json:"build_time"`
}

// ServeHTTP answers with the identity as JSON.
func (i Info) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(i)
}
