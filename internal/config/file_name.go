package config

import (
	"strings"

	"nostro/jobs"
)

// How long a name may be, with every suffix that comes to it: banks cut longer ones.
const (
	fileNameMaxDefault = 100
	fileNameMaxLeast   = 20
	fileNameMaxMost    = 200 // that of the spool
)

// fileNames is how the files for a correspondent are named, and where that is said.
func fileNames(s *section) (n jobs.FileNames, said value) {
	said = s.optional("file_name").check(func(text string) error { return jobs.FileNames{Pattern: text}.Check() })
	if said.good {
		n.Pattern = said.text
	}
	setWord(s, "file_case", &n.Case, "upper", "lower")
	limit := fileNameMaxDefault
	s.setNumber("file_name_max", "characters", fileNameMaxLeast, fileNameMaxMost, &limit)
	_, limited := s.take("file_name_max")
	if said.good || limited {
		n.Max = limit
	}
	return n, said
}

// fitFileNames leaves room for what the endpoint adds to a name, and refuses a pattern that may then be too long.
func fitFileNames(house string, c *jobs.Correspondent, e Endpoint, said value) {
	if c.FileNames.Max == 0 || said.said && !said.good {
		return
	}
	limit, added := c.FileNames.Max, suffixes(e)
	c.FileNames.Max = limit - added
	if longest := c.FileNames.Longest(house, c.ID); longest > c.FileNames.Max {
		said.bad("names of %d characters may come out, %d more while they go up, and %d is the most: write a shorter one, "+
			"or a larger file_name_max if %s takes it", longest, added, limit, c.ID)
	}
}

// suffixes returns how many characters a name may get beside the pattern's: .pgp and .part, or the trigger's.
func suffixes(e Endpoint) (added int) {
	if e.Finish != "none" {
		added = len(".part")
	}
	if trigger, found := strings.CutPrefix(e.Finish, "trigger:"); found {
		added = max(added, len(trigger))
	}
	if e.OpenPGP != nil && e.OpenPGP.Out != "clear" {
		added += len(e.OpenPGP.Suffix)
	}
	return added
}

// distinctFileNames refuses patterns of which two could give one name: all files lie in one folder of the spool. Each
// is held against the names without a pattern too, which may lie there from before.
func distinctFileNames(house string, all []jobs.Correspondent, said []value) {
	for n, c := range all {
		if !said[n].good {
			continue
		}
		if jobs.MayClash(house, c, jobs.Correspondent{}) {
			said[n].bad("may give a name that a file has which was named without a pattern: begin it with {correspondent}")
			continue
		}
		for _, other := range all[:n] {
			if jobs.MayClash(house, c, other) {
				said[n].bad("may give a name that a file for %s has: put {correspondent} before {cycle} and {sequence}, in both",
					other.ID)
				break
			}
		}
	}
}
