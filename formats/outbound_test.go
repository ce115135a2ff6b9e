package formats

import (
	"strings"
	"testing"
)

func TestCoverCopiesItsCustomerTransfer(t *testing.T) {
	m, cover := coveredMessage(), coverMessage()
	customer, c := m.Transfers[0], cover.Transfers[0]
	for name, pair := range map[string][2]string{
		"same UETR (COV R16)":                        {c.UETR, customer.UETR},
		"EndToEndId is the InstrId (COV R14)":        {c.EndToEndID, customer.InstrID},
		"own InstrId":                                {c.InstrID, "NCOVERABCDEFGH23"},
		"same amount":                                {c.Amount.String(), customer.Amount.String()},
		"same date":                                  {c.ValueDate.String(), customer.ValueDate.String()},
		"debtor is the sender":                       {c.Debtor.BIC, m.FromBIC},
		"creditor is the receiver":                   {c.Creditor.BIC, m.ToBIC},
		"creditor's agent is their reimbursement":    {c.CreditorAgentBIC, m.TheirReimbursement.BIC},
		"creditor's account is theirs there":         {c.CreditorAccount.String(), m.TheirReimbursement.Account.String()},
		"the customer's name is copied":              {c.Underlying.Creditor.Name, customer.Creditor.Name},
		"the message is a pacs.009":                  {cover.Kind.Message(), "pacs.009.001.08"},
		"the cover goes to our reimbursement agent":  {cover.ToBIC, m.OurReimbursement.BIC},
		"the cover settles on our account with them": {string(cover.method()), "INDA"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %q, want %q", name, pair[0], pair[1])
		}
	}
}

func TestCoverRefusals(t *testing.T) {
	two := coveredMessage()
	two.Transfers = append(two.Transfers, two.Transfers[0])
	for name, m := range map[string]TransferMessage{
		"a serial transfer": messageOf(CustomerTransfer), "a pacs.009": messageOf(InstitutionTransfer), "two transfers": two,
	} {
		if _, err := CoverOf(m, CoverTerms{}); err == nil || !strings.Contains(err.Error(), "a cover is for") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOriginalOf(t *testing.T) {
	m := batchOf(CustomerTransfer)
	o, err := OriginalOf(m, "SECOND")
	if err != nil || o.UETR != m.Transfers[1].UETR || o.Amount != usd(1) || o.MsgID != m.MsgID || o.Kind != CustomerTransfer {
		t.Errorf("%+v, %v", o, err)
	}
	if _, err := OriginalOf(m, "THIRD"); err == nil || !strings.Contains(err.Error(), `"THIRD"`) {
		t.Errorf("want an error that names the InstrId, got %v", err)
	}
}

func TestAccountIDString(t *testing.T) {
	for want, a := range map[string]AccountID{"": {}, "42": {Other: "42"}, goodIBAN: {IBAN: goodIBAN}} {
		if a.String() != want || a.IsZero() != (want == "") {
			t.Errorf("%+v is %q", a, a.String())
		}
	}
}
