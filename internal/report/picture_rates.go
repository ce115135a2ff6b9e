package report

// RateDecision is what a second person decided about rates.
type RateDecision struct {
	Key      string  `json:"key"`
	Kind     string  `json:"kind"` // conflict, age, missing, move or incoherent
	Accepted bool    `json:"accepted"`
	What     string  `json:"what"`
	Cycle    string  `json:"cycle"` // "" where it counts for every cycle
	Maker    string  `json:"maker"` // who brought the rates
	Checker  string  `json:"checker"`
	Reason   string  `json:"reason"`
	At       Instant `json:"at"`
}

// Word returns "accepted" or "rejected".
func (d RateDecision) Word() string {
	if d.Accepted {
		return "accepted"
	}
	return "rejected"
}

// RateQuestion is something about rates that waits for a second person.
type RateQuestion struct {
	Key    string `json:"key"`
	What   string `json:"what"`
	Answer string `json:"answer"` // how it can be answered, and who may
	Cycle  string `json:"cycle"`  // the one that it keeps from being converted, "" where it is none
}

// RateChart is how the rate went at which a cycle converted, up to its fixing.
type RateChart struct {
	Pair   string      `json:"pair"` // as the market quotes it
	Source string      `json:"source"`
	Points []RatePoint `json:"points"` // by date, at least two
	Low    RatePoint   `json:"low"`
	High   RatePoint   `json:"high"`
	Line   string      `json:"-"` // the points of the line in the picture
}

// RatePoint is a mid rate on the day of a fixing.
type RatePoint struct {
	Date string `json:"date"`
	Mid  string `json:"mid"`
}

// First and Last return the ends of the chart.
func (c RateChart) First() RatePoint { return c.Points[0] }

// Last returns the point of the fixing that the cycle used.
func (c RateChart) Last() RatePoint { return c.Points[len(c.Points)-1] }
