package jobs_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"nostro/internal/report"
	"nostro/jobs"
)

// lookBacks is what the report said whenever the clock of a story went on, to be held at its end against what a look back says of
// each instant.
type lookBacks struct {
	said   []reportThen
	untold bool // whether it may say that something is not kept
}

// reportThen is a report by the paths of its values.
type reportThen struct {
	at     time.Time
	values map[string]string
}

// looksBackAt lets every instant of the story be looked back at.
func (h *installation) looksBackAt(untold bool) {
	h.looksBack = &lookBacks{untold: untold}
}

// remember keeps what the report says now. A clock that goes back, or stands, takes back what was said of that time.
func (l *lookBacks) remember(h *installation) {
	h.t.Helper()
	if l == nil {
		return
	}
	l.said = slices.DeleteFunc(l.said, func(r reportThen) bool { return !r.at.Before(h.now) })
	l.said = append(l.said, reportThen{h.now, h.reported(h.now, false)})
}

// compare ends a story of looking back.
func (l *lookBacks) compare(h *installation) {
	h.t.Helper()
	if l == nil {
		return
	}
	compared := 0
	for _, r := range l.said {
		if !r.at.Before(h.now) {
			continue
		}
		compared++
		if unlike := l.unlike(r.values, h.reported(r.at, true)); len(unlike) > 0 {
			h.t.Errorf("looked back from %s at %s (said then | says now):\n%s", h.now.Format(time.RFC3339), r.at.Format(time.RFC3339), strings.Join(unlike, "\n"))
		}
	}
	if compared == 0 {
		h.t.Errorf("the clock never went on: nothing was looked back at")
	}
}

// unlike lists the values that differ. Where a part may be not kept, what says so is no difference, nor are the sums of the headline.
func (l *lookBacks) unlike(said, says map[string]string) (lines []string) {
	paths := map[string]bool{}
	for _, values := range []map[string]string{said, says} {
		for path := range values {
			paths[path] = true
		}
	}
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		then, now := said[path], says[path]
		if then == now || l.untold && (strings.HasPrefix(now, jobs.StateUntold) || strings.HasPrefix(path, ".headline.") || strings.HasSuffix(path, ".note") || strings.HasPrefix(path, ".lineage")) {
			continue
		}
		lines = append(lines, fmt.Sprintf("%s: %q | %q", path, then, now))
	}
	return lines
}

// reported is what the report of the house says, but for the words that it is a look back.
func (h *installation) reported(at time.Time, lookBack bool) map[string]string {
	h.t.Helper()
	asOf := time.Time{}
	if lookBack {
		asOf = at
	}
	found, err := h.stages.Control(h.ctx, jobs.ControlScope{}, asOf)
	h.must(err)
	p, err := report.Gather(h.ctx, h.store, report.Input{House: "Story", AsOf: at, Zone: time.UTC, LookBack: lookBack, Control: report.ControlOf(found, at, time.UTC),
		Pivot: h.stages.Settings.Rates.Pivot})
	h.must(err)
	p.LookBack = nil
	data, err := json.Marshal(p)
	h.must(err)
	var all any
	h.must(json.Unmarshal(data, &all))
	values := map[string]string{}
	flatten("", all, values)
	return values
}

// flatten gives each value its path.
func flatten(path string, v any, into map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		for k, item := range v {
			flatten(path+"."+k, item, into)
		}
	case []any:
		into[path+"[]"] = fmt.Sprint(len(v))
		for n, item := range v {
			flatten(fmt.Sprintf("%s[%d]", path, n), item, into)
		}
	default:
		into[path] = fmt.Sprint(v)
	}
}
