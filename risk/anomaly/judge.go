package anomaly

import (
	"nostro/calendar"
	"nostro/money"
	"nostro/risk"
)

// History is what was paid before, kept by payee and by account. It takes payments in the order of their days.
type History struct {
	byPayee  map[payee][]Payment
	accounts map[string]bool
}

// payee is one in one currency: amounts of several are not compared.
type payee struct {
	id       string
	currency money.Currency
}

// NewHistory returns one that is empty.
func NewHistory() *History { return &History{map[payee][]Payment{}, map[string]bool{}} }

// Add takes a payment that was made.
func (h *History) Add(p Payment) {
	key := payee{p.Payee, p.Amount.Currency()}
	h.byPayee[key] = append(h.byPayee[key], p)
	h.accounts[p.Account] = true
}

// Know takes an account that was paid before the history begins.
func (h *History) Know(account string) { h.accounts[account] = true }

// Judge says what the rules find about a payment, against what was paid before it. business is the calendar of the
// house. Nothing is added to the history.
func (r Rules) Judge(p Payment, h *History, business calendar.Calendar) Verdict {
	v := Verdict{Payment: p}
	before := h.byPayee[payee{p.Payee, p.Amount.Currency()}]
	r.amount(&v, before)
	if !h.accounts[p.Account] {
		v.add("first payment", r.FirstAccount, "the account of %s was never paid before", p.Payee)
	}
	r.velocity(&v, before)
	r.round(&v)
	r.again(&v, before)
	r.hours(&v, business)
	v.Held = r.HoldFrom > 0 && v.Score >= r.HoldFrom
	return v
}

func (r Rules) amount(v *Verdict, before []Payment) {
	if len(before) < r.HistoryMin {
		return
	}
	amounts := make([]int64, len(before))
	for n, p := range before {
		amounts[n] = p.Amount.Minor()
	}
	usual := risk.SpreadOf(amounts)
	tenths, known := usual.TenthsOff(v.Payment.Amount.Minor())
	if known && tenths >= r.AmountTenths {
		c := v.Payment.Amount.Currency()
		points := r.Amount
		if tenths >= farTimes*r.AmountTenths {
			points *= 2
		}
		v.add("amount", points, "%s; of the last %d payments to %s the median is %s, usually %s from it: %d.%d times as far", v.Payment.Amount,
			usual.Count, v.Payment.Payee, money.FromMinor(c, usual.Median), money.FromMinor(c, usual.MAD), tenths/10, tenths%10)
	}
}

// velocity counts and sums what was paid in the window, this payment included.
func (r Rules) velocity(v *Verdict, before []Payment) {
	from := v.Payment.Day.AddDays(1 - r.VelocityDays)
	count, sum := 1, v.Payment.Amount.Minor()
	windows := map[calendar.Date]int64{}
	for _, p := range before {
		if !p.Day.Before(from) && !p.Day.After(v.Payment.Day) {
			count, sum = count+1, saturate(sum, p.Amount.Minor())
			continue
		}
		windows[p.Day] = saturate(windows[p.Day], p.Amount.Minor())
	}
	if r.VelocityCount > 0 && count > r.VelocityCount {
		v.add("velocity", r.Velocity, "%d payments to %s in %d days, more than %d", count, v.Payment.Payee, r.VelocityDays, r.VelocityCount)
		return
	}
	var days []int64
	for _, day := range windows {
		days = append(days, day)
	}
	usual := risk.SpreadOf(days)
	if r.VelocityTimes > 0 && usual.Count >= r.HistoryMin && usual.Median > 0 && sum/usual.Median/int64(max(1, r.VelocityDays)) >= int64(r.VelocityTimes) {
		c := v.Payment.Amount.Currency()
		v.add("velocity", r.Velocity, "%s to %s in %d days, of whom a day's median is %s", money.FromMinor(c, sum), v.Payment.Payee, r.VelocityDays,
			money.FromMinor(c, usual.Median))
	}
}

// saturate adds two that are not negative; beyond what fits is the largest that does, for it is only compared.
func saturate(a, b int64) int64 {
	if sum := a + b; sum >= 0 {
		return sum
	}
	return 1<<63 - 1
}

func (r Rules) round(v *Verdict) {
	unit := int64(1)
	for range v.Payment.Amount.Currency().Exponent() + r.RoundZeros {
		unit *= 10
	}
	if minor := v.Payment.Amount.Minor(); minor >= unit && minor%unit == 0 {
		v.add("round", r.Round, "%s is round", v.Payment.Amount)
	}
}

func (r Rules) again(v *Verdict, before []Payment) {
	for _, p := range before {
		near := !p.Day.Before(v.Payment.Day.AddDays(-r.AgainDays)) && !p.Day.After(v.Payment.Day.AddDays(r.AgainDays))
		if near && p.ID != v.Payment.ID && p.Amount == v.Payment.Amount && p.Payer == v.Payment.Payer && p.Account == v.Payment.Account {
			v.add("again", r.Again, "the same amount went to the same account on %s as %s: it may be sent again", p.Day, p.ID)
			return
		}
	}
}

func (r Rules) hours(v *Verdict, business calendar.Calendar) {
	at := v.Payment.MadeAt
	if at.IsZero() {
		return
	}
	switch {
	case !business.IsBusinessDay(calendar.DateOf(at)):
		v.add("out of hours", r.OutOfHours, "made on %s, which is no business day", calendar.DateOf(at))
	case at.Hour() < r.HoursFrom || at.Hour() >= r.HoursTo:
		v.add("out of hours", r.OutOfHours, "made at %s, outside of %02d:00 to %02d:00", at.Format("15:04"), r.HoursFrom, r.HoursTo)
	}
}
