package report

// Screening is what is screened against sanctions lists, and what waits.
type Screening struct {
	Words   string              `json:"words"` // that nothing is, too
	Waiting []ScreeningQuestion `json:"waiting"`
}

// ScreeningQuestion is a list or a hit that waits for a person, and how to answer.
type ScreeningQuestion struct {
	What   string `json:"what"`
	Answer string `json:"answer"`
}

func (s Screening) listed() Screening {
	s.Waiting = append([]ScreeningQuestion{}, s.Waiting...)
	return s
}

// screened writes the one line of it.
func (p *printer) screened(s Screening) {
	if s.Words != "" {
		p.wrapped(0, dim, clean(s.Words))
	}
}

// screeningTroubles are what waits for a person.
func screeningTroubles(pic Picture) []trouble {
	var list []trouble
	for _, q := range pic.Screening.Waiting {
		list = append(list, trouble{"screening waits for a second person", clean(q.What), q.Answer})
	}
	return list
}
