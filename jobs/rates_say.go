package jobs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"nostro/fx"
	"nostro/risk"
)

// conflictsShownMax bounds how many conflicts of one file are put into words; nostro rates list has them all.
const conflictsShownMax = 5

func comparePairs(a, b fx.Pair) int { return cmp.Compare(a.String(), b.String()) }

func conflictKey(number int64) string { return fmt.Sprintf("%s:%d", AskConflict, number) }

// summary is one line about a file.
func (r rateImport) summary() string {
	if len(r.fixings) == 1 {
		word := "known already"
		if r.added > 0 {
			word = "added"
		}
		f := r.fixings[0]
		return fmt.Sprintf("%s fixing of %s, %s, %s", f.Source, f.Date, count(len(f.Rates), "rate"), word)
	}
	first, last := r.fixings[0], r.fixings[len(r.fixings)-1]
	text := fmt.Sprintf("%s fixings from %s to %s, %s: %d added, %d known already", strings.Join(sourcesOf(r.fixings), " and "),
		first.Date, last.Date, count(r.rates, "rate"), r.added, r.known)
	if len(r.conflicts) > 0 {
		text += fmt.Sprintf(", %d in conflict", len(r.conflicts))
	}
	return text
}

func sourcesOf(all []fx.Fixing) []string {
	var names []string
	for _, f := range all {
		if !slices.Contains(names, f.Source) {
			names = append(names, f.Source)
		}
	}
	return names
}

// notes are what a person should read of a file: what was refused, what is no rate, what does not fit.
func (r rateImport) notes() []string {
	var notes []string
	for n, refusal := range r.refusals {
		if n == refusalsShownMax {
			notes = append(notes, fmt.Sprintf("and %d more: nostro refusals lists them all", len(r.refusals)-n))
			break
		}
		notes = append(notes, "refused: "+refusal.Error())
	}
	notes = append(notes, ignoredNotes(r.fixings)...)
	for n, words := range r.incoherent {
		if n == conflictsShownMax {
			notes = append(notes, fmt.Sprintf("and %d more: nostro check counts them", len(r.incoherent)-n))
			break
		}
		notes = append(notes, words)
	}
	return notes
}

// ignoredNotes say what was read and is no rate: of one fixing each row, of many each reason with its days.
func ignoredNotes(all []fx.Fixing) []string {
	var notes []string
	if len(all) == 1 {
		for _, text := range all[0].Ignored {
			notes = append(notes, "not read: "+text)
		}
		return notes
	}
	days := map[string]int{}
	for _, f := range all {
		for _, text := range f.Ignored {
			reason := text[strings.LastIndex(text, ": ")+1:]
			if days[reason]++; days[reason] == 1 {
				notes = append(notes, reason)
			}
		}
	}
	slices.Sort(notes)
	for n, reason := range notes {
		notes[n] = fmt.Sprintf("not read:%s (on %s)", reason, count(days[reason], "day"))
	}
	return notes
}

// needsPerson is the error of a file that says something else of known fixings.
func (r rateImport) needsPerson() error {
	if len(r.conflicts) == 0 {
		return nil
	}
	var lines []string
	for n, c := range r.conflicts {
		if n == conflictsShownMax {
			lines = append(lines, fmt.Sprintf("and %d more: nostro rates list has them all; file:%.12s answers for the whole file",
				len(r.conflicts)-n, c.RawSHA256))
			break
		}
		lines = append(lines, c.question()+": "+r.settings.howToDecide(conflictKey(c.Number), c.FoundBy))
	}
	return needsPerson("%s", strings.Join(lines, "\n"))
}

// question puts a conflict into words.
func (c RateConflict) question() string {
	var pairs []string
	for n, o := range c.Offers {
		if n == conflictsShownMax {
			pairs = append(pairs, fmt.Sprintf("and %d more", len(c.Offers)-n))
			break
		}
		pairs = append(pairs, fmt.Sprintf("%s is %s, file %.12s says %s", o.Pair, sideText(o.Known), c.RawSHA256, sideText(o.Offered)))
	}
	return fmt.Sprintf("the %s fixing of %s is known with other rates: %s", c.Source, c.Date, strings.Join(pairs, "; "))
}

func sideText(r fx.Rate) string {
	switch {
	case r.Mid.IsZero():
		return "no rate"
	case r.Bid.Equal(r.Ask):
		return r.Mid.String()
	}
	return fmt.Sprintf("%s (bid %s, ask %s)", r.Mid, r.Bid, r.Ask)
}

// mayAccept are those who may decide about rates.
func (s Settings) mayAccept() []string {
	if len(s.Rates.MayAccept) > 0 {
		return s.Rates.MayAccept
	}
	return s.Approvers
}

// howToDecide tells the commands that answer a question, and who may give them.
func (s Settings) howToDecide(key, maker string) string {
	who := "anyone"
	if may := s.mayAccept(); len(may) > 0 {
		if who = strings.Join(risk.Others(may, maker), " or "); who == "" {
			who = "nobody who is named in nostro.yaml"
		}
	}
	by := ""
	if maker != "" {
		by = ", but not " + maker + " who brought it"
	}
	return fmt.Sprintf("nostro rates accept %s --as NAME --reason WHY, or reject; %s may%s", key, who, by)
}
