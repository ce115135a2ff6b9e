package report

import "strings"

// decidedShownMax bounds how many decisions about rates a page of text shows; the newest are shown.
const decidedShownMax = 5

// ratesDecided lists what was decided about rates, the newest last.
func (p *printer) ratesDecided(all []RateDecision) {
	if len(all) == 0 {
		return
	}
	p.heading("Decided about rates: " + counted(len(all), "question", "questions"))
	if len(all) > decidedShownMax {
		p.wrapped(2, dim, "the last of them; nostro rates list shows all")
		all = all[len(all)-decidedShownMax:]
	}
	for _, d := range all {
		p.decided(2, d)
	}
}

func (p *printer) decided(indent int, d RateDecision) {
	tone := good
	if !d.Accepted {
		tone = bad
	}
	p.wrapped(indent, tone, d.Word()+" by "+clean(d.Checker)+", "+d.At.Minute()+": "+clean(d.What))
	p.wrapped(indent+2, plain, "because: "+clean(d.Reason))
	p.wrapped(indent+2, dim, d.Key+", brought by "+clean(d.Maker))
}

// rateTroubles are the questions about rates that wait for a person.
func rateTroubles(pic Picture) []trouble {
	var list []trouble
	for _, q := range pic.RateQuestions {
		what := "rates wait for a second person"
		if !strings.Contains(q.Answer, "nostro rates accept") { // nobody can: others must come
			what = "rates are missing, or too old"
		}
		if q.Cycle != "" {
			what += ": cycle " + q.Cycle + " is not converted before"
		}
		list = append(list, trouble{what, q.What, q.Answer})
	}
	return list
}
