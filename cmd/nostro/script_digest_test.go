package main

import (
	"encoding/json"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// digest sets DIGEST to the first characters of the digest of what was asked last and is still open.
func digest(ts *testscript.TestScript, _ bool, _ []string) {
	_ = ts.Exec("nostro", "--json", "approvals") // it ends with 1 while something waits
	lines := strings.Split(strings.TrimSpace(ts.ReadFile("stdout")), "\n")
	var last approvalToShow
	ts.Check(json.Unmarshal([]byte(lines[len(lines)-1]), &last))
	ts.Setenv("DIGEST", last.Digest[:8])
}
