package verify

import (
	"fmt"
	"slices"
)

// judge holds the trees against the checkpoints, now that the journal has been walked.
func (r *run) judge() {
	r.judgeUnknown()
	signed := r.signedClaims()
	for _, c := range signed {
		if c.entriesAgree {
			r.Signed = max(r.Signed, c.Size)
		}
	}
	for _, m := range r.walked.changed {
		r.accuse(m.finding(covering(signed, m.entry)))
	}
	r.judgeUnnamed(signed)
	r.judgeAccounts(signed)
	r.judgeMissing(signed)
	r.judgeRoots(signed)
	for n, f := range r.Findings {
		if f.Entry > 0 && f.Since == nil && !f.unsigned {
			r.Findings[n].Since = since(signed, f.Entry)
		}
	}
	r.judgeRest(signed)
	r.walked.noteOrder()
}

func (r *run) signedClaims() []*claim {
	var signed []*claim
	for _, c := range r.claims {
		if c.signed {
			signed = append(signed, c)
		}
	}
	r.Counted.Checkpoints = int64(len(signed))
	return signed
}

// covering returns the first checkpoint that signed the entry, or nil.
func covering(signed []*claim, entry int64) *claim {
	for _, c := range signed {
		if c.Size >= entry {
			return c
		}
	}
	return nil
}

// since returns the first checkpoint that signed the entry, where it signed something else.
func since(signed []*claim, entry int64) *Mark {
	if c := covering(signed, entry); c != nil && !c.entriesAgree {
		return &c.Mark
	}
	return nil
}

// judgeMissing accuses books that are shorter than a checkpoint.
func (r *run) judgeMissing(signed []*claim) {
	for _, c := range signed {
		if !c.reached {
			r.accuse(Finding{Entry: r.walked.last + 1, Field: "entry", What: fmt.Sprintf("%s signed %d entries, here are %d: "+
				"the others were deleted, or this is an older copy of the books than the checkpoint", c.Mark, c.Size,
				r.walked.last), Since: &c.Mark})
			return
		}
	}
}

// judgeRoots accuses the first checkpoint whose root is not that of the entries, unless the entries named
// already explain it.
func (r *run) judgeRoots(signed []*claim) {
	good := int64(0)
	for _, c := range signed {
		switch {
		case c.entriesAgree:
			good = max(good, c.Size)
			continue
		case !c.reached, c.notComparable, c.hashesAgree:
			return
		}
		if good == c.Size {
			good = 0 // two checkpoints of one size differ: there is no saying from where on
		}
		r.accuse(Finding{Field: "root", What: fmt.Sprintf("entries %d to %d, as they are now, do not give the root that %s "+
			"signed: at least one of them was changed together with the log", good+1, c.Size, c.Mark), Since: &c.Mark})
		return
	}
}

// judgeUnknown doubts where a checkpoint of an unknown key says something else: it may be anybody's.
func (r *run) judgeUnknown() {
	for _, c := range r.claims {
		if !c.signed && !c.notComparable && !c.entriesAgree {
			r.doubt("%s is signed by a key that was not given, and does not agree with the entries: give that key", c.Mark)
		}
	}
}

// judgeRest says how far the signatures reach.
func (r *run) judgeRest(signed []*claim) {
	last := r.walked.last
	switch {
	case len(signed) == 0:
		r.doubt("no checkpoint of a known key was given or found, so nothing but the file itself speaks for it: " +
			"give one that was kept elsewhere (--checkpoint)")
	case slices.ContainsFunc(signed, func(c *claim) bool { return !c.entriesAgree }): // that is a finding
	case r.Signed < last:
		r.doubt("entries %d to %d come after the last good checkpoint: they agree with one another, but nothing signed "+
			"speaks for them; make a checkpoint (nostro checkpoint)", r.Signed+1, last)
	}
	if r.Signed > 0 {
		r.note("entries that were deleted after the last checkpoint, with all that belongs to them, leave no trace")
	}
}
