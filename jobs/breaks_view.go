package jobs

import (
	"context"
	"fmt"
	"strconv"

	"nostro/calendar"
	"nostro/fx"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/risk"
)

// BreakView is a break with all that a person wants to know of it.
type BreakView struct {
	Break
	Age    int          // business days since it was found; of one that is resolved, until it was
	Bucket string       // of ageing, such as "1-2" business days, "0" or "over 10"
	Value  money.Amount // of its amount in the base currency, not negative; the zero value where no rate is known
	Owner  string       // who looks after it, "" for nobody
	Note   string       // what was noted last
	Next   string       // what to do, in words
	Alarm  bool         // it is open for longer than the limit
	Limit  int          // business days after which it alarms
	Held   money.Amount // what of it is in suspense, credit +; the zero value where nothing is
	Steps  []BreakStep  // its history, in order
	Waits  int64        // number of the approval that it waits for, 0 for none
	Ways   []BreakWay   // what rules suggest that it may be, by number
	Parts  []int64      // breaks that it was split into
}

// BreakWay is one suggestion for a booking in suspense.
type BreakWay struct {
	Number       int
	Instructions []string // all of them together
	Rule, Why    string
}

// BreakViews returns the breaks by id; those that are resolved too where all is asked for.
func (s *Stages) BreakViews(ctx context.Context, all bool) ([]BreakView, error) {
	return view(ctx, s.Store, func(tx Tx) ([]BreakView, error) {
		read := tx.OpenBreaks
		if all {
			read = tx.Breaks
		}
		breaks, err := read()
		if err != nil {
			return nil, err
		}
		desk, err := s.openBreakList(tx, breaks)
		if err != nil {
			return nil, err
		}
		var views []BreakView
		for _, b := range breaks {
			v, err := desk.view(b)
			if err != nil {
				return nil, err
			}
			views = append(views, v)
		}
		return views, nil
	})
}

// AgedBreaks returns the open breaks that are older than their limit, by id: those that alarm.
func (s *Stages) AgedBreaks(ctx context.Context) ([]BreakView, error) {
	all, err := s.BreakViews(ctx, false)
	var aged []BreakView
	for _, v := range all {
		if v.Alarm {
			aged = append(aged, v)
		}
	}
	return aged, err
}

// BreakView returns one break; the error wraps ErrUnknownID where there is none.
func (s *Stages) BreakView(ctx context.Context, id int64) (BreakView, error) {
	return view(ctx, s.Store, func(tx Tx) (BreakView, error) {
		b, found, err := tx.Break(id)
		if err != nil {
			return BreakView{}, err
		}
		if !found {
			return BreakView{}, noBreak(id)
		}
		about, err := besides(tx, b)
		if err != nil {
			return BreakView{}, err
		}
		desk, err := s.openBreakList(tx, append(about, b))
		if err != nil {
			return BreakView{}, err
		}
		return desk.view(b)
	})
}

// besides are the other breaks that what is shown of one looks at: its parts, and those about the same statement as a whole.
func besides(tx Tx, b Break) ([]Break, error) {
	about, err := tx.PartsOf(b.ID)
	if err != nil || b.Statement == 0 || b.Entry != 0 {
		return about, err
	}
	same, err := tx.BreaksOn(b.Statement)
	for _, other := range same {
		if other.ID != b.ID && other.Entry == 0 && other.Parent != b.ID {
			about = append(about, other)
		}
	}
	return about, err
}

// view puts together what is known of a break.
func (d *breakDesk) view(b Break) (BreakView, error) {
	v := BreakView{Break: b, Owner: d.set.owner(b), Steps: d.steps[b.ID], Waits: d.waits[b.ID]}
	value, valued, err := d.valueOf(b)
	if err != nil {
		return v, err
	}
	if valued {
		v.Value = value
	}
	for _, step := range v.Steps {
		if step.Owner != "" {
			v.Owner = step.Owner
		}
		if step.Did == BreakNoted || step.Did == BreakAssigned && step.Note != "" {
			v.Note = step.Note
		}
	}
	until := d.stages.today()
	if b.State == lifecycle.BreakResolved {
		until = d.stages.dayOf(b.ResolvedAt)
	}
	v.Age = d.stages.businessDays(b.Amount.Currency(), d.stages.dayOf(b.OpenedAt), until)
	v.Bucket = d.set.bucketName(v.Age)
	v.Limit = d.set.alarmAfter(b, value, valued)
	v.Alarm = b.State == lifecycle.BreakOpen && v.Age > v.Limit
	if v.Text, err = d.textNow(b); err != nil {
		return v, err
	}
	if m, held := d.held(b); held {
		v.Held = signed(m)
		if d.journalOf(b) != b.Journal { // it was opened again, and a part of it may have become another break in between
			v.Amount = v.Held
		}
	}
	if b.State == lifecycle.BreakResolved {
		v.Parts = d.partsOf(b)
	}
	v.Ways, err = d.ways(b)
	if v.Next = v.nextStep(); err != nil {
		return v, err
	}
	next, err := d.nextOfContradiction(b)
	if next != "" {
		v.Next = next
	}
	return v, err
}

// valueOf is what the amount of the break is worth; the fixing is read once.
func (d *breakDesk) valueOf(b Break) (value money.Amount, valued bool, err error) {
	if d.fixing == nil {
		fixing, err := d.stages.lastFixing(d.tx)
		if err != nil {
			return value, false, err
		}
		d.fixing = &fixing
	}
	return d.stages.worthAt(*d.fixing, b.Correspondent, b.Amount)
}

// partsOf are the breaks that the last step which ended this one left of it: what it was split into. A break that was opened again
// may have been split before.
func (d *breakDesk) partsOf(b Break) []int64 {
	if d.parts == nil {
		d.parts = map[string][]int64{}
		for _, part := range d.breaks {
			d.parts[part.partOf()] = append(d.parts[part.partOf()], part.ID)
		}
	}
	last, _ := d.last(b)
	return d.parts[leftKey(last)]
}

// textNow is the text of a break. One about a whole statement tells why it is disputed now: of a gap a part may have come since.
func (d *breakDesk) textNow(b Break) (string, error) {
	if b.State != lifecycle.BreakOpen || b.Statement == 0 || !b.aboutWhole(b.Statement) {
		return b.Text, nil
	}
	if d.heads == nil {
		heads, err := d.tx.StatementHeads()
		if err != nil {
			return "", err
		}
		d.heads = map[int64]Statement{}
		for _, st := range heads {
			d.heads[st.ID] = st
		}
	}
	st := d.heads[b.Statement]
	if st.State != lifecycle.StatementDisputed {
		return b.Text, nil
	}
	for _, other := range d.breaks {
		if other.ID != b.ID && other.State == lifecycle.BreakOpen && other.aboutWhole(st.ID) {
			return b.Text, nil // the statement tells one reason only
		}
	}
	return st.Detail, nil
}

// businessDays counts those from one day to another by the calendar of the currency, else of the house.
func (s *Stages) businessDays(c money.Currency, from, to calendar.Date) int {
	cal, err := s.Settings.CalendarOf(c)
	if err != nil {
		cal = s.Settings.Calendar
	}
	return max(0, cal.BusinessDaysBetween(from, to))
}

// valueOf is what an amount is worth in the base currency at the last fixing, not negative.
func (s *Stages) valueOf(tx Tx, correspondent string, a money.Amount) (value money.Amount, valued bool, err error) {
	fixing, err := s.lastFixing(tx)
	if err != nil {
		return value, false, err
	}
	return s.worthAt(fixing, correspondent, a)
}

// worthAt is valueOf at a fixing that was read before: many amounts need it once.
func (s *Stages) worthAt(fixing fx.Fixing, correspondent string, a money.Amount) (value money.Amount, valued bool, err error) {
	if a == (money.Amount{}) {
		return money.Zero(s.Settings.House.Base), true, nil
	}
	size, err := a.Abs()
	if err != nil {
		return value, false, err
	}
	out := []risk.Outflow{{Correspondent: correspondent, Amount: size}}
	err = s.valueAt(fixing, out)
	return out[0].Value, out[0].Valued, err
}

func (s BreakSettings) bucketName(age int) string {
	n := s.bucket(age)
	switch {
	case len(s.Buckets) == 0:
		return "all"
	case n == len(s.Buckets):
		return "over " + strconv.Itoa(s.Buckets[n-1])
	case n == 0 && s.Buckets[0] == 0:
		return "0"
	case n == 0:
		return fmt.Sprintf("0-%d", s.Buckets[0])
	case s.Buckets[n] == s.Buckets[n-1]+1:
		return strconv.Itoa(s.Buckets[n])
	}
	return fmt.Sprintf("%d-%d", s.Buckets[n-1]+1, s.Buckets[n])
}
