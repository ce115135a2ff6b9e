package main

import (
	"time"

	"nostro/jobs"
)

type hitJSON struct {
	ID          string   `json:"id"`
	State       string   `json:"state"`
	Participant string   `json:"participant"`
	Field       string   `json:"field"`
	Value       string   `json:"value"`
	Compared    string   `json:"compared"`
	List        string   `json:"list"`
	Entry       string   `json:"entry"`
	EntryDigest string   `json:"entry_sha256"`
	Listed      string   `json:"listed"`
	Programme   string   `json:"programme"`
	ScoreBP     int      `json:"score_bp"`
	Stops       []string `json:"instructions"`
}

func hitForm(h jobs.HitView) hitJSON {
	f := hitJSON{h.ID, hitState(h), h.Participant, string(h.Field), h.Value, h.Compared, h.List, h.Entry, h.EntryDigest, h.Listed, h.Programme, h.Score,
		[]string{}}
	for _, i := range h.Stops {
		f.Stops = append(f.Stops, i.ID)
	}
	return f
}

type listJSON struct {
	Name    string `json:"name"`
	Format  string `json:"format"`
	Version int64  `json:"version"`
	Digest  string `json:"sha256"`
	Entries int    `json:"entries"`
	Names   int    `json:"names"`
	AgeDays int    `json:"age_days"`
	Failed  string `json:"failed,omitempty"`
}

type screeningJSON struct {
	On        bool       `json:"on"`
	Lists     []listJSON `json:"lists"`
	Questions []string   `json:"questions"`
	Hits      []hitJSON  `json:"hits"`
}

func screeningForm(v jobs.ScreeningView, now time.Time) screeningJSON {
	out := screeningJSON{v.On, []listJSON{}, []string{}, []hitJSON{}}
	for _, l := range v.Lists {
		out.Lists = append(out.Lists, listJSON{l.Settings.Name, string(l.Settings.Format), l.Counts.Number, l.Counts.Digest, l.Counts.Entries,
			l.Counts.Names, l.AgeDays(now), l.Failed})
	}
	for _, q := range v.Questions {
		out.Questions = append(out.Questions, q.Key)
	}
	for _, h := range v.Hits {
		out.Hits = append(out.Hits, hitForm(h))
	}
	return out
}
