package formats

import (
	"fmt"
	"unicode/utf8"

	"nostro/money"
)

// unstructured checks free remittance text.
func (c *checker) unstructured(s spot, text string) {
	c.text(s, text, min(c.profile.RemittanceLength, remittanceLengthMax))
}

// remittance checks what the payment is for, under the element at.
func (c *checker) remittance(at string, t *Transfer) {
	c.unstructured(spot{at, "/Ustrd"}, t.Remittance)
	if len(t.Structured) == 0 {
		return
	}
	if !c.profile.StructuredRemittance {
		c.fail(spot{at, "/Strd"}, RuleStructured, "", "the correspondent takes no structured remittance",
			"write it as text")
	}
	if t.Remittance != "" && !c.profile.RemittanceBoth {
		c.fail(spot{at, ""}, RuleRemittanceBoth, "", "there are both text and structured remittance", "give one of them")
	}
	size := 0
	for i := range t.Structured {
		size += c.structured(at, &t.Structured[i])
	}
	if size > structuredLengthMax {
		c.fail(spot{at, "/Strd"}, RuleStructuredSize, "", fmt.Sprintf("it has %d characters", size),
			fmt.Sprintf("give at most %d", structuredLengthMax))
	}
}

// structured checks one remittance and returns its characters.
func (c *checker) structured(at string, r *PaidDocument) int {
	c.text(spot{at, "/Strd/RfrdDocInf/Nb"}, r.Invoice, idLengthMax)
	c.text(spot{at, "/Strd/CdtrRefInf/Ref"}, r.Reference, idLengthMax)
	c.text(spot{at, "/Strd/AddtlRmtInf"}, r.Information, remittanceLengthMax)
	size := 0
	for _, text := range [...]string{r.Invoice, r.Reference, r.Information, r.InvoiceDate.String()} {
		size += utf8.RuneCountInString(text)
	}
	if r.Amount != (money.Amount{}) {
		c.amount(spot{at, "/Strd/RfrdDocAmt/RmtdAmt"}, r.Amount, RuleStructured, amountDigitsMax)
		size += len(r.Amount.Decimal())
	}
	if size == 0 || r.Invoice == "" && !r.InvoiceDate.IsZero() {
		c.fail(spot{at, "/Strd"}, RuleStructured, "", "it names no invoice and no reference", "name one")
	}
	return size
}
