package jobs

import "nostro/risk/screening"

// HouseList is the name of the list that the countries and BICs of nostro.yaml make. No other list may have it.
const HouseList = "nostro.yaml"

// ScreeningSettings is against which lists creditors and participants are screened. The zero value screens nothing.
type ScreeningSettings struct {
	Lists         []ScreeningList
	Countries     []string // of ISO 3166, that hit by themselves
	BICs          []string // of 8 or 11 characters, that hit by themselves
	MayDecide     []string // who may decide about hits and lists; empty: those who approve releases
	ShrinkPercent int      // a list with so many per cent fewer names than the last waits for a person
}

// ScreeningList is one list and where it is had.
type ScreeningList struct {
	Name       string
	Format     screening.Format
	Places     []string // of its files, in the order of the format: a URL of http or https, a file, or a folder
	Threshold  screening.Threshold
	AgeDaysMax int // a list that was not confirmed for longer blocks instruct
}

// On tells whether anything is screened.
func (s ScreeningSettings) On() bool { return len(s.Lists)+len(s.Countries)+len(s.BICs) > 0 }

func (s ScreeningSettings) thresholds() map[string]screening.Threshold {
	all := map[string]screening.Threshold{}
	for _, l := range s.Lists {
		all[l.Name] = l.Threshold
	}
	return all
}

// mayScreen are those who may decide about hits and lists.
func (s Settings) mayScreen() []string {
	if len(s.Screening.MayDecide) > 0 {
		return s.Screening.MayDecide
	}
	return s.Approvers
}
