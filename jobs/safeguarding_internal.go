package jobs

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"nostro/calendar"
	"nostro/fx"
	"nostro/ledger"
	"nostro/money"
)

// safeguardingOf checks a day by the entries with a value date until then, as they are known now.
func (s *Stages) safeguardingOf(tx Tx, day calendar.Date) (c SafeguardingCheck, err error) {
	c.Day = day.String()
	rows, err := tx.JournalBalancesOn(BalanceDates{ValueDate: day})
	if err != nil {
		return c, err
	}
	unidentified, err := unidentifiedOn(tx, day)
	if err != nil {
		return c, err
	}
	sheets := map[money.Currency]*safeguardingSheet{}
	for _, row := range rows {
		currency := row.Balance.Currency()
		if sheets[currency] == nil {
			sheets[currency] = &safeguardingSheet{currency: currency, unidentified: unidentified[currency], others: map[string]int64{}}
		}
		sheets[currency].add(row)
	}
	var list []*safeguardingSheet
	for _, currency := range sortedCurrencies(sheets) {
		list = append(list, sheets[currency])
		c.Currencies = append(c.Currencies, sheets[currency].check())
	}
	if c.Base, err = s.safeguardingInBase(tx, day, list); err != nil {
		return c, err
	}
	c.Accounts, err = s.safeguardingAccounts(tx, day, rows)
	return c, err
}

// safeguardingSheet adds up the accounts of one currency, in minor units.
type safeguardingSheet struct {
	currency                                     money.Currency
	owed, onItsWay, unidentified, held, suspense int64
	others                                       map[string]int64 // what a difference consists of, in words; debit positive
}

// add takes one account, debit positive as in the journal.
func (sheet *safeguardingSheet) add(row ledger.Row) {
	minor := row.Balance.Minor()
	switch class := row.Account.Class(); {
	case class == "participant" && minor < 0:
		sheet.owed -= minor
	case class == "participant":
		sheet.others["owed to us by participants"] += minor
	case class == "transit":
		sheet.onItsWay -= minor
	case class == "suspense":
		sheet.suspense += minor
	case class == "nostro" && minor > 0:
		sheet.held += minor
	case class == "nostro":
		sheet.others["accounts that are overdrawn"] += minor
	case class == "charges":
		sheet.others["charges of correspondents, and what was written off"] += minor
	case class == string(ledger.Reserve):
		sheet.others["our own: there before the books began"] += minor
	case class == string(ledger.FXPosition):
		sheet.others["our own: open position of conversions and cover"] += minor
	default:
		sheet.others["our own: spread, rounding and revaluation"] += minor
	}
}

func (sheet *safeguardingSheet) requirement() int64 {
	return sheet.owed + sheet.onItsWay + sheet.unidentified
}

// check puts the sheet into words. What is left of suspense beyond the credits are debits that nobody has explained. The books
// balance, so the difference is the sum of the other accounts, to the last unit.
func (sheet *safeguardingSheet) check() SafeguardingCurrency {
	text := func(minor int64) string { return money.FromMinor(sheet.currency, minor).String() }
	out := SafeguardingCurrency{Currency: sheet.currency.Code(), Owed: text(sheet.owed), OnItsWay: text(sheet.onItsWay),
		Unidentified: text(sheet.unidentified), Requirement: text(sheet.requirement()), Held: text(sheet.held),
		Difference: text(sheet.held - sheet.requirement())}
	others := sheet.others
	if debits := sheet.suspense + sheet.unidentified; debits != 0 {
		others["debits that nobody has explained"] += debits
	}
	for what, minor := range others {
		if minor != 0 {
			out.Bridge = append(out.Bridge, SafeguardingItem{what, text(-minor)})
		}
	}
	slices.SortFunc(out.Bridge, func(a, b SafeguardingItem) int { return cmp.Compare(a.What, b.What) })
	return out
}

// unidentifiedOn are the credits that were in suspense with a value date until the day, one by one: a debit beside one does
// not lower it.
func unidentifiedOn(tx Tx, day calendar.Date) (map[money.Currency]int64, error) {
	matches, err := tx.UnexplainedCredits()
	if err != nil {
		return nil, err
	}
	sum := map[money.Currency]int64{}
	for _, m := range matches {
		posted, found, err := tx.EntryByKey(m.Journal)
		if err != nil || !found {
			return nil, errors.Join(err, fmt.Errorf("journal entry %q: %w", m.Journal, ErrUnknownID))
		}
		back, reversed, err := tx.EntryByKey(ledger.ReversalKey(m.Journal))
		if err != nil {
			return nil, err
		}
		// What was taken out of suspense with a later value date, since the day was closed, was in it at the end of the day.
		if reversed && !back.Entry.ValueDate.After(day) {
			continue
		}
		if !posted.Entry.ValueDate.After(day) {
			sum[m.Amount.Currency()] += m.Amount.Minor()
		}
	}
	return sum, nil
}

// safeguardingInBase values every currency at the last fixing until the day. One that has no rate is named and not in it.
func (s *Stages) safeguardingInBase(tx Tx, day calendar.Date, sheets []*safeguardingSheet) (out SafeguardingBase, err error) {
	base := s.Settings.House.Base
	fixing, found, err := tx.LatestFixing(s.Settings.Rates.Source, day)
	if err != nil {
		return out, err
	}
	fixing.Pivot = s.Settings.Rates.Cross
	if found {
		out.Fixing = fmt.Sprintf("%s %s", fixing.Source, fixing.Date)
	}
	required, held := money.Zero(base), money.Zero(base)
	for _, sheet := range sheets {
		one, err := fx.Value(money.FromMinor(sheet.currency, sheet.requirement()), base, fixing)
		if errors.Is(err, fx.ErrNoRate) {
			out.Unvalued = append(out.Unvalued, sheet.currency.Code())
			continue
		}
		if err != nil {
			return out, err
		}
		other, err := fx.Value(money.FromMinor(sheet.currency, sheet.held), base, fixing)
		if errors.Is(err, fx.ErrNoRate) {
			out.Unvalued = append(out.Unvalued, sheet.currency.Code())
			continue
		}
		if err != nil {
			return out, err
		}
		if required, err = required.Add(one.Value); err != nil {
			return out, err
		}
		if held, err = held.Add(other.Value); err != nil {
			return out, err
		}
	}
	difference, err := held.Sub(required)
	out.Requirement, out.Held, out.Difference = required.String(), held.String(), difference.String()
	return out, err
}
