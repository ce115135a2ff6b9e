package intake

import (
	"fmt"
	"strings"
)

// Refusal says why a row, or a whole file, was not taken, and what to do about it. It is an error.
type Refusal struct {
	File   string
	Line   int    // 1 is the header, and stands for the whole file
	Field  string // column; "" for the line as a whole
	Value  string // as written
	Reason string
	Remedy string
	Raw    string // the line as it was written; "" for a file that was not read line by line
}

// Error returns one line: in/obligations.csv:12: amount "1.005": reason; remedy.
func (r Refusal) Error() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s:%d: ", r.File, r.Line)
	if r.Field != "" {
		fmt.Fprintf(&out, "%s %q: ", r.Field, r.Value)
	}
	fmt.Fprintf(&out, "%s; %s", r.Reason, r.Remedy)
	return out.String()
}
