package formats

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"nostro/formats/xmltext"
)

// The most warnings, the most paths of unread elements, and the most problems that an error lists.
const (
	warningsMax = 1000
	unreadMax   = 1000
	refusalsMax = 20
)

// remarkLog gathers what was not taken, within limits.
type remarkLog struct {
	warnings   []Warning
	warningsIn int // all, also those beyond warningsMax
	paths      map[string]int
	list       []Unread
	beyond     int64 // unread elements whose paths are beyond unreadMax
	key        []byte
}

// warn notes a doubt about the element that was entered last.
func (r *reader) warn(format string, args ...any) {
	if r.err != nil {
		return
	}
	if r.remarks.warningsIn >= warningsMax {
		r.remarks.warningsIn++
		return
	}
	at := r.here()
	r.remarks.warn(Warning{Path: r.where(), Line: at.line, Offset: at.offset, Text: fmt.Sprintf(format, args...)})
}

func (log *remarkLog) warn(w Warning) {
	log.warningsIn++
	log.warnings = append(log.warnings, w)
}

// where is the path of the element that was entered last.
func (r *reader) where() string { return string(bytes.TrimPrefix(r.path, []byte("/"))) }

// unread notes the element that is open, and consumes it.
func (r *reader) unread() {
	r.remarks.unread(r, "")
	r.skip()
}

// strayText notes text between elements.
func (r *reader) strayText() {
	if len(trimmed(r.event.Text)) > 0 {
		r.remarks.unread(r, "/text()")
	}
}

// checkAttribute notes attributes that nobody reads: all but the currency of an amount and what belongs to
// XML Schema.
func (r *reader) checkAttribute(a *xmltext.Attr) {
	if string(a.Name) == "Ccy" || string(a.Prefix) == "xsi" || bytes.HasSuffix(a.Space, []byte("XMLSchema-instance")) {
		return
	}
	r.remarks.unread(r, "/@"+string(a.Name))
}

func (log *remarkLog) unread(r *reader, suffix string) {
	log.key = append(appendUnnumbered(log.key[:0], r.path), suffix...)
	key := bytes.TrimPrefix(log.key, []byte("/"))
	if i, known := log.paths[string(key)]; known {
		log.list[i].Count++
		return
	}
	at := r.here()
	log.count(Unread{Path: string(key), Count: 1, Line: at.line, Offset: at.offset})
}

// merge adds what others have noted behind what is noted here.
func (log *remarkLog) merge(other *remarkLog) {
	for _, w := range other.warnings {
		if log.warningsIn < warningsMax {
			log.warn(w)
		} else {
			log.warningsIn++
		}
	}
	log.warningsIn += other.warningsIn - len(other.warnings)
	log.beyond += other.beyond
	for _, u := range other.list {
		log.count(u)
	}
}

// count adds to the elements that are unread on a path.
func (log *remarkLog) count(u Unread) {
	if i, known := log.paths[u.Path]; known {
		log.list[i].Count += u.Count
		return
	}
	if len(log.list) == unreadMax {
		log.beyond += u.Count
		return
	}
	if log.paths == nil {
		log.paths = map[string]int{}
	}
	log.paths[u.Path] = len(log.list)
	log.list = append(log.list, u)
}

// result returns what was gathered; what went beyond the limits is counted.
func (log *remarkLog) result() Remarks {
	out := Remarks{Warnings: log.warnings, Unread: log.list}
	if hidden := log.warningsIn - len(log.warnings); hidden > 0 {
		out.Warnings = append(out.Warnings, Warning{Text: fmt.Sprintf("and %d more warnings", hidden)})
	}
	if log.beyond > 0 {
		out.Warnings = append(out.Warnings, Warning{Text: fmt.Sprintf("%d more elements are unread, on more than %d paths",
			log.beyond, unreadMax)})
	}
	slices.SortFunc(out.Unread, func(a, b Unread) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

// String returns the warning in one line.
func (w Warning) String() string { return place(w.Line, w.Path) + w.Text }

// String returns the path, and how often it is there where that is more than once.
func (u Unread) String() string {
	if u.Count > 1 {
		return fmt.Sprintf("%s (%d times)", u.Path, u.Count)
	}
	return u.Path
}

// place is the beginning of a line that tells where something is.
func place(line int, path string) string {
	where := ""
	if line > 0 {
		where = fmt.Sprintf("line %d: ", line)
	}
	if path != "" {
		where += path + ": "
	}
	return where
}

// appendUnnumbered appends a path without the positions in it.
func appendUnnumbered(to, path []byte) []byte {
	for {
		cut := bytes.IndexByte(path, '[')
		if cut < 0 {
			return append(to, path...)
		}
		to = append(to, path[:cut]...)
		path = path[cut+bytes.IndexByte(path[cut:], ']')+1:]
	}
}
