package verify

import "fmt"

// checkPostings follows the accounts of the entry; isBad tells that its postings are not what its leaf says.
func (w *walk) checkPostings(e *entry, isBad bool) {
	for _, p := range e.rows {
		a := w.books.account(p.account)
		a.entries++
		if isBad || a.missing {
			if a.bad++; a.bad == 1 {
				a.firstBad = e.number
			}
			a.lastBad = e.number
		}
		a.checkCurrency(e.number, p, isBad)
		w.checkBalance(e, a, p)
		a.addDay(e.text[fieldValueDate], p.minor)
	}
}

// checkBalance: the balance of a posting is that of the last one of its account, and the amount. After one that
// is wrong, the next may follow from it or from what it should be: it is accused once.
func (w *walk) checkBalance(e *entry, a *account, p posting) {
	follows, ok := addExact(a.stored, p.minor)
	added, addedOK := addExact(a.added, p.minor)
	switch {
	case a.gaps != w.gaps: // entries are missing, and who knows what they posted
		a.gaps, added = w.gaps, p.balance
	case ok && p.balance == follows:
		added = p.balance
	case addedOK && p.balance == added:
	case !ok && !addedOK:
		w.accuseSome(Finding{Entry: e.number, Key: e.key(), Field: "balance", unsigned: true, What: fmt.Sprintf(
			"that of %s, %d and %d, is over 63 bits", a, a.stored, p.minor)})
	default:
		w.accuseSome(Finding{Entry: e.number, Key: e.key(), Field: "balance", unsigned: true, What: fmt.Sprintf(
			"that of %s is %d; with %d before it and a posting of %d it should be %d", a, p.balance, a.stored, p.minor, follows)})
	}
	a.stored, a.added = p.balance, added
}

// addExact adds; false where the sum has more than 63 bits.
func addExact(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0)
}

// addDay adds to the total of the value date.
func (a *account) addDay(date string, minor int64) {
	if a.total == nil || a.day != date {
		a.day, a.total = date, a.days[date]
		if a.total == nil {
			a.total = new(sum)
			a.days[date] = a.total
		}
	}
	a.total.add(minor)
}
