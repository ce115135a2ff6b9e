package delivery

import (
	"strconv"
	"strings"
	"time"
)

// facts is one line of an MLSD listing.
type facts struct {
	name     string
	folder   bool
	bytes    int64     // -1: not given
	modified time.Time // in UTC, as the protocol says; zero: not given
}

// parseFacts reads "type=file;size=12;modify=20260105080000; name" (RFC 3659, 7.2). Fact names and types
// are read in any case. A time that cannot be read is none: only a rule of age asks for it.
func parseFacts(line string) (facts, bool) {
	list, name, ok := strings.Cut(line, " ")
	if !ok || name == "" {
		return facts{}, false
	}
	f := facts{name: name, bytes: -1}
	for fact := range strings.SplitSeq(strings.TrimSuffix(list, ";"), ";") {
		key, value, ok := strings.Cut(fact, "=")
		if !ok && fact != "" {
			return facts{}, false
		}
		switch strings.ToLower(key) {
		case "type":
			kind := strings.ToLower(value)
			f.folder = kind == "dir" || kind == "cdir" || kind == "pdir"
		case "size":
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil || n < 0 {
				return facts{}, false
			}
			f.bytes = n
		case "modify":
			whole, _, _ := strings.Cut(value, ".")
			f.modified, _ = time.ParseInLocation("20060102150405", whole, time.UTC)
		}
	}
	return f, true
}
