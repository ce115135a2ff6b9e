package bank

import (
	"strconv"

	"nostro/money"
)

// payIns books the credits whose value date has come. One that the script lets fail never leaves the list.
func (d *day) payIns() error {
	var waiting []payIn
	script := d.bank.config.Script
	for _, p := range d.books.payIns {
		amount, comes, err := script.incoming(p)
		if err != nil {
			return err
		}
		if !comes || p.valueDate.After(d.date) {
			waiting = append(waiting, p)
			continue
		}
		err = d.post(entry{
			amount: amount, instructed: amount, charges: money.Zero(amount.Currency()), valueDate: p.valueDate,
			bankRef: d.bank.derive("P", p.origin.place(p.number)), family: "RCDT", subFamily: "XBCT",
			endToEndID: p.endToEndID, uetr: p.uetr, debtor: p.debtor,
		})
		if err != nil {
			return err
		}
	}
	d.books.payIns = waiting
	return nil
}

// incoming returns what comes of a pay-in, if anything does.
func (s Script) incoming(p payIn) (amount money.Amount, comes bool, err error) {
	c := p.amount.Currency()
	if _, missing := firstMatch(s.MissingPayIn, p.debtor, c); missing {
		return p.amount, false, nil
	}
	rule, short := firstMatch(s.Short, p.debtor, c)
	if !short {
		return p.amount, true, nil
	}
	amount, err = p.amount.Sub(rule.By)
	return amount, amount.Sign() > 0, err
}

// unexpected books the credits of the script that nobody announced.
func (d *day) unexpected() error {
	var waiting []int
	for _, i := range d.books.unexpected {
		credit := d.bank.config.Script.Unexpected[i]
		if credit.On.After(d.date) {
			waiting = append(waiting, i)
			continue
		}
		err := d.post(entry{
			amount: credit.Amount, instructed: credit.Amount, charges: money.Zero(credit.Amount.Currency()),
			valueDate: d.date, bankRef: d.bank.derive("U", strconv.Itoa(i)), family: "RCDT", subFamily: "XBCT",
			endToEndID: "NOTPROVIDED", debtor: party{name: credit.From}, text: credit.Text,
		})
		if err != nil {
			return err
		}
	}
	d.books.unexpected = waiting
	return nil
}
