package report

// LateFile is a file that a correspondent was to give, and has not.
type LateFile struct {
	Correspondent string `json:"correspondent"`
	Expectation   string `json:"expectation"`
	Day           string `json:"day"`
	What          string `json:"what"`
	Due           string `json:"due"`
	Age           string `json:"age"`
}

// lateTroubles lists the expected files that have not come.
func lateTroubles(pic Picture) (list []trouble) {
	for _, l := range pic.Late {
		list = append(list, trouble{l.Expectation + " of " + l.Correspondent + " for " + l.Day + " has not come", l.What +
			" was due at " + l.Due + ", " + l.Age + " ago", "nostro collect looks again; nostro files expected shows what to do " +
			"(docs/runbooks/expected-file-missing.md)"})
	}
	return list
}
