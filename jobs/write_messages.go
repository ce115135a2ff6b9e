package jobs

import (
	"nostro/formats"
	"nostro/fx"
	"nostro/intake"
	"nostro/money"
)

// payees are the participants and their accounts, as messages name them.
type payees struct {
	participants map[string]intake.Participant
	accounts     map[accountKey]intake.Account
	conversions  map[finalKey][]Conversion // of the cycle, by what they made
}

func newPayees(tx Tx, cycle string) (payees, error) {
	p := payees{participants: map[string]intake.Participant{}, accounts: map[accountKey]intake.Account{},
		conversions: map[finalKey][]Conversion{}}
	conversions, err := tx.Conversions(cycle)
	if err != nil {
		return p, err
	}
	for _, v := range conversions {
		key := finalKey{v.Participant, v.To.Currency(), v.Set}
		p.conversions[key] = append(p.conversions[key], v)
	}
	participants, err := tx.Participants()
	if err != nil {
		return p, err
	}
	for _, one := range participants {
		p.participants[one.ID] = one
	}
	accounts, err := tx.Accounts()
	for _, a := range accounts {
		p.accounts[accountKey{a.Participant, a.Currency}] = a
	}
	return p, err
}

// exchanged says in the transfer what it was before it was converted, and at which rate, where it comes from one
// conversion and nothing else, and the rate leads its receiver from one amount to the other.
func (p payees) exchanged(t *formats.Transfer, i Instruction) {
	all := p.conversions[finalKey{i.Participant, i.Amount.Currency(), i.Set}]
	if len(all) != 1 || all[0].To != i.Amount {
		return
	}
	if rate, found := fx.MessageRate(all[0].From, i.Amount, all[0].ClientRate); found {
		t.Instructed, t.Rate = all[0].From, rate
	}
}

// isInstitution tells whether a participant is a bank, which is paid by a pacs.009; a company is paid by the
// message that the correspondent takes for customers.
func (p payees) isInstitution(participant string) bool {
	return p.participants[participant].Kind == intake.Institution
}

// customerMessage is the message by which companies are paid through the correspondent.
func (c Correspondent) customerMessage() formats.TransferKind {
	if c.Profile.CustomerMessage == formats.CustomerInitiation {
		return formats.CustomerInitiation
	}
	return formats.CustomerTransfer
}

func (p payees) party(participant string) formats.Party {
	one := p.participants[participant]
	return formats.Party{Name: one.Name, BIC: one.BIC, Address: address(one.Address)}
}

func address(a intake.Address) formats.Address {
	return formats.Address{Street: a.Street, Building: a.Building, PostCode: a.PostCode, Town: a.Town, Country: a.Country}
}

func (p payees) account(participant string, c money.Currency) (formats.AccountID, string) {
	a := p.accounts[accountKey{participant, c}]
	return accountID(a), a.AgentBIC
}

func accountID(a intake.Account) formats.AccountID {
	if a.IBAN {
		return formats.AccountID{IBAN: a.Number}
	}
	return formats.AccountID{Other: a.Number}
}

func (p *filePlanner) message(c Correspondent, a NostroAccount, kind formats.TransferKind,
	group []Instruction) formats.TransferMessage {
	settings := p.stages.Settings
	m := formats.TransferMessage{Kind: kind, CreatedAt: madeAt(p.cycle, p.reissued, group), FromBIC: settings.House.BIC, ToBIC: c.BIC,
		SettlementAccount: a.ID, MsgID: settings.IDs.MsgID("NT", p.cycle.ID, c.ID, string(kind), group[0].ID)}
	for _, i := range group {
		m.Transfers = append(m.Transfers, p.transfer(kind, a, i))
	}
	return m
}

func (p *filePlanner) transfer(kind formats.TransferKind, a NostroAccount, i Instruction) formats.Transfer {
	house := p.stages.Settings.House
	account, agent := p.payees.account(i.Participant, i.Amount.Currency())
	t := formats.Transfer{InstrID: i.ID, EndToEndID: i.ID, UETR: i.UETR, Amount: i.Amount, ValueDate: i.ValueDate,
		Debtor: formats.Party{BIC: house.BIC}, Creditor: formats.Party{BIC: p.payees.participants[i.Participant].BIC},
		CreditorAccount: account, CreditorAgentBIC: agent, Remittance: "SETTLEMENT " + p.cycle.ID}
	if kind == formats.InstitutionTransfer {
		return t
	}
	t.ChargeBearer = "SHAR"
	t.Debtor = formats.Party{Name: house.Name, Address: house.Address}
	t.Creditor = p.payees.party(i.Participant)
	t.Creditor.BIC = "" // a named party has no BIC beside its name (CBPR+)
	if kind == formats.CustomerTransfer {
		p.payees.exchanged(&t, i)
		t.DebtorAccount, t.DebtorAgentBIC = a.ID, house.BIC // in a pain.001 the correspondent is the agent
	}
	return t
}

func (p *filePlanner) notice(c Correspondent, a NostroAccount, group []Instruction) formats.Notice {
	settings := p.stages.Settings
	n := formats.Notice{CreatedAt: p.cycle.InstructedAt, FromBIC: settings.House.BIC, ToBIC: c.BIC, Account: a.ID,
		Currency: a.Currency, ValueDate: p.cycle.ValueDate,
		MsgID: settings.IDs.MsgID("NN", p.cycle.ID, c.ID, formats.MessageNotice, group[0].ID)}
	for _, i := range group {
		debtor := p.payees.party(i.Participant)
		debtor.BIC = ""
		n.Items = append(n.Items, formats.NoticeItem{ID: i.ID, EndToEndID: i.ID, UETR: i.UETR, Amount: i.Amount,
			Debtor: debtor})
	}
	return n
}
