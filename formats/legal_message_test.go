package formats

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"nostro/money"
)

// message draws a message of the kind.
func (l lawyer) message(kind TransferKind) TransferMessage {
	if kind == CoverTransfer {
		return l.cover()
	}
	m := TransferMessage{Kind: kind, MsgID: l.id(l.p.MsgIDLength), CreatedAt: l.instant(), FromBIC: l.bic(), ToBIC: l.bic(),
		SettlementAccount: l.account()}
	if kind != CustomerInitiation && l.maybe() {
		m.Method = SettlementMethod(l.pick("INDA", "INGA"))
	}
	currency, date := l.currency(), l.date()
	for n := range draw(l, rapid.IntRange(1, min(l.p.TransfersPerMessage, 5))) {
		t := l.transfer(kind, currency)
		t.InstrID = fmt.Sprintf("%d", n) + l.id(l.p.InstrIDLength-1)
		if kind == CustomerInitiation || l.maybe() {
			t.ValueDate = date
		}
		m.Transfers = append(m.Transfers, t)
	}
	if kind == CustomerInitiation {
		l.oneDebtor(&m)
	}
	return m
}

func (l lawyer) oneDebtor(m *TransferMessage) {
	for i := range m.Transfers {
		t := &m.Transfers[i]
		t.Debtor, t.DebtorAccount, t.DebtorAgentBIC = m.Transfers[0].Debtor, AccountID{}, ""
		t.TxID, t.Instructed, t.Rate, t.Charges = "", money.Amount{}, "", nil
	}
}

func (l lawyer) instant() time.Time {
	offset := draw(l, rapid.IntRange(-14*60, 14*60))
	at := time.Unix(draw(l, rapid.Int64Range(1_000_000_000, 4_000_000_000)), 0)
	return at.In(time.FixedZone("", 60*offset))
}

func (l lawyer) transfer(kind TransferKind, c money.Currency) Transfer {
	t := Transfer{EndToEndID: l.endToEndID(), UETR: l.uetr(), Amount: l.amount(c, l.p.AmountDigits-1),
		ValueDate: l.date(), DebtorAccount: l.maybeAccount(), CreditorAccount: l.maybeAccount(), Remittance: l.maybeText(remittanceLengthMax)}
	if l.maybe() {
		t.TxID, t.Purpose = l.id(idLengthMax), l.pick("SUPP", "SALA", "1")
	}
	for n := range draw(l, rapid.IntRange(0, intermediariesMax)) {
		t.IntermediaryBICs[n] = l.bic()
	}
	if kind.isInstitution() {
		t.Debtor, t.Creditor, t.ServiceLevel = Party{BIC: l.bic()}, Party{BIC: l.bic()}, l.pick("", "G004", "URGP")
		t.CreditorAgentBIC = l.bic()
		return t
	}
	l.customer(&t)
	return t
}

func (l lawyer) customer(t *Transfer) {
	t.ServiceLevel = l.pick("", "G001", "SDVA")
	t.Debtor, t.Creditor, t.DebtorAgentBIC, t.CreditorAgentBIC = l.party(), l.party(), l.bic(), l.bic()
	if t.DebtorAccount.IsZero() {
		t.DebtorAccount = l.account()
	}
	if t.CreditorAccount.IsZero() {
		t.CreditorAccount = l.account()
	}
	if t.Remittance == "" || l.p.RemittanceBoth {
		for range draw(l, rapid.IntRange(0, 3)) {
			t.Structured = append(t.Structured, l.structured())
		}
	}
	l.charges(t)
}

func (l lawyer) structured() PaidDocument {
	r := PaidDocument{Invoice: l.text(idLengthMax), Reference: l.maybeText(idLengthMax), Information: l.maybeText(140)}
	if l.maybe() {
		r.InvoiceDate, r.Amount = l.date(), l.amount(l.currency(), 18)
	}
	return r
}

// charges draws a bearer and charges that explain the difference of instructed and settled amount.
func (l lawyer) charges(t *Transfer) {
	t.ChargeBearer = draw(l, rapid.SampledFrom(append([]string{""}, l.p.ChargeBearers...)))
	taken := min(t.Amount.Minor()-1, draw(l, rapid.Int64Range(0, 5000)))
	c := t.Amount.Currency()
	switch what := draw(l, rapid.IntRange(0, 3)); {
	case what == 0 && t.bearer() != "DEBT":
		t.Instructed = money.FromMinor(c, t.Amount.Minor()+taken)
		t.Charges = []ChargeTaken{{money.FromMinor(c, taken), l.bic()}, {money.Zero(c), l.bic()}}
	case what == 0 && taken > 0: // prepaid
		t.Instructed, t.Charges = money.FromMinor(c, t.Amount.Minor()-taken), []ChargeTaken{{money.FromMinor(c, taken), l.bic()}}
	case what == 1:
		t.Instructed, t.Rate = l.amount(money.MustCurrency("CHF"), l.p.AmountDigits), l.rate()
	}
}

func (l lawyer) rate() string {
	return draw(l, rapid.StringMatching(`[1-9]\.[0-9]{1,10}|0\.[0-9]{0,9}[1-9]|[1-9][0-9]{0,9}(\.[0-9])?`))
}

// cover draws a pacs.009 COV together with its pacs.008.
func (l lawyer) cover() TransferMessage {
	m := l.message(CustomerTransfer)
	m.Method, m.SettlementAccount, m.Transfers = SettledByCover, AccountID{}, m.Transfers[:1]
	m.OurReimbursement = Agent{BIC: l.bic()}
	m.TheirReimbursement = Agent{BIC: l.bic(), Account: l.maybeAccount()}
	cover, err := CoverOf(m, CoverTerms{MsgID: l.id(l.p.MsgIDLength), InstrID: l.id(l.p.InstrIDLength), CreatedAt: l.instant(),
		ToBIC: l.bic(), SettlementAccount: l.account()})
	if err != nil {
		l.t.Fatal(err)
	}
	return cover
}

func (l lawyer) notice() Notice {
	n := Notice{MsgID: l.id(l.p.MsgIDLength), CreatedAt: l.instant(), FromBIC: l.bic(), ToBIC: l.bic(), Account: l.account(),
		Currency: l.currency(), ValueDate: l.date()}
	for i := range draw(l, rapid.IntRange(1, 4)) {
		item := NoticeItem{ID: fmt.Sprint(i) + l.id(idLengthMax-1), Amount: l.amount(n.Currency, 17)}
		if l.maybe() {
			item.EndToEndID, item.UETR, item.Debtor, item.DebtorAgentBIC = l.id(l.p.EndToEndIDLength), l.uetr(), l.party(), l.bic()
		}
		n.Items = append(n.Items, item)
	}
	return n
}

func (l lawyer) recall() Recall {
	m := l.message(TransferKind(l.pick(string(CustomerTransfer), string(InstitutionTransfer), string(CoverTransfer))))
	original, err := OriginalOf(m, m.Transfers[0].InstrID)
	if err != nil {
		l.t.Fatal(err)
	}
	r := Recall{MsgID: l.id(l.p.MsgIDLength), CreatedAt: l.instant(), FromBIC: m.FromBIC, ToBIC: m.ToBIC, CaseID: l.id(idLengthMax),
		ID: l.id(idLengthMax), Reason: l.pick("DUPL", "AM09", "NARR", "CUST"), Original: original}
	for range draw(l, rapid.IntRange(1, 2)) {
		r.Information = append(r.Information, l.text(informationLengthMax))
	}
	return r
}

// legalDraft is a message as it is written, and what the second reader must find in it.
type legalDraft struct {
	data []byte
	want Summary
}

// draft draws a message of any kind and writes it.
func (l lawyer) draft() legalDraft {
	switch what := draw(l, rapid.IntRange(0, 5)); what {
	case 4:
		n := l.notice()
		return legalDraft{l.written(WriteNotice(l.p, n)), n.Summary()}
	case 5:
		r := l.recall()
		return legalDraft{l.written(WriteRecall(l.p, r)), r.Summary()}
	default:
		kinds := []TransferKind{CustomerTransfer, InstitutionTransfer, CoverTransfer, CustomerInitiation}
		m := l.message(kinds[what])
		return legalDraft{l.written(WriteTransfers(l.p, m)), m.Summary()}
	}
}

func (l lawyer) written(data []byte, err error) []byte {
	if err != nil {
		l.t.Fatalf("legal content is refused: %v", err)
	}
	return data
}

// drafts draws under a profile of the name, or one that the user changed.
func drafts(name string) *rapid.Generator[legalDraft] {
	return rapid.Custom(func(t *rapid.T) legalDraft {
		p, _ := ProfileByName(name)
		p.Compact = rapid.Bool().Draw(t, "compact")
		if rapid.Bool().Draw(t, "strict addresses") {
			p.Addresses, p.DateTimes = StructuredAddress, ZuluTime
			p.Envelope = Envelope{"Envelope", "urn:swift:xsd:envelope"}
		}
		return lawyer{t, p}.draft()
	})
}
