package formats

import (
	"fmt"
	"strconv"
	"strings"

	"nostro/money"
)

// exactMinorMax is the least count of minor units with 16 digits: below it, a decimal survives the way
// through binary floating point (IEEE 754 double precision keeps 15 digits; 2^53 minor units would not
// do, for cents above 70,000,000,000,000 share their nearest double).
const exactMinorMax = 1_000_000_000_000_000

// comparison collects differences, and what could not be compared.
type comparison struct {
	differences []string
	uncovered   []string
}

func (c *comparison) result(want Summary) error {
	if len(c.differences) > 0 {
		return fmt.Errorf("%w about %s %s: %s: do not send it, the writer or the reader is wrong",
			ErrDisagreement, want.Message, want.MsgID, strings.Join(c.differences, "; "))
	}
	if len(c.uncovered) > 0 {
		return &NotCovered{want.Message, c.uncovered}
	}
	return nil
}

func (c *comparison) summary(found secondReading, want Summary) {
	c.text("MsgId", found.msgID, want.MsgID)
	n := strconv.Itoa(len(want.Items))
	c.text("number of items", strconv.Itoa(len(found.items)), n)
	if found.count != "" {
		c.text("NbOfTxs", found.count, n)
	}
	amounts := make([]money.Amount, len(want.Items))
	for i, item := range want.Items {
		amounts[i] = item.Amount
		if i < len(found.items) {
			c.item(i+1, found.items[i], item)
		}
	}
	if found.total != "" {
		c.total(found.total, amounts)
	}
}

func (c *comparison) item(number int, found secondItem, want SummaryItem) {
	name := func(field string) string { return fmt.Sprintf("%s of item %d", field, number) }
	c.text(name("id"), found.id, want.ID)
	c.text(name("EndToEndId"), found.endToEndID, want.EndToEndID)
	c.text(name("UETR"), found.uetr, want.UETR)
	c.text(name("value date"), found.valueDate, want.ValueDate.String())
	c.text(name("account"), found.account, want.Account)
	c.text(name("creditor's agent"), found.creditorBIC, want.CreditorBIC)
	c.text(name("original"), found.original, want.Original)
	c.text(name("currency"), found.currency, want.Amount.Currency().Code())
	c.amount(name("amount"), found.amount, want.Amount)
}

func (c *comparison) total(found string, amounts []money.Amount) {
	sum, err := money.Sum(firstCurrency(amounts), amounts...)
	if err != nil {
		c.uncovered = append(c.uncovered, "the total: "+err.Error())
		return
	}
	c.amount("total", found, sum)
}

func firstCurrency(amounts []money.Amount) money.Currency {
	if len(amounts) == 0 {
		return money.Currency{}
	}
	return amounts[0].Currency()
}

func (c *comparison) amount(name, found string, want money.Amount) {
	if want.Minor() <= -exactMinorMax || want.Minor() >= exactMinorMax {
		c.uncovered = append(c.uncovered, fmt.Sprintf("the %s: %s has more than 15 digits", name, want))
		return
	}
	c.text(name, found, shortest(want.Decimal()))
}

// shortest drops the zeros at the end of a fraction: "100.50" becomes "100.5", "100.00" becomes "100".
func shortest(decimal string) string {
	if !strings.Contains(decimal, ".") {
		return decimal
	}
	return strings.TrimRight(strings.TrimRight(decimal, "0"), ".")
}

func (c *comparison) text(name, found, want string) {
	if found != want {
		c.differences = append(c.differences, fmt.Sprintf("%s is %q, meant was %q", name, found, want))
	}
}
