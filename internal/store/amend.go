package store

import (
	"fmt"

	"nostro/intake"
	"nostro/jobs"
)

const (
	amendmentColumns = "number, participant, currency, was, becomes, reason, asked_by, approval, amended_at, source_sha256, source_line"
	selectAmendments = "SELECT " + amendmentColumns + " FROM amendment ORDER BY number"

	participantContent = "json_object('name', name, 'kind', kind, 'bic', bic, 'street', street, 'building', building, 'post_code', post_code, " +
		"'town', town, 'country', country, 'settlement_currency', settlement_currency)"
	accountContent = "json_object('number', number, 'iban', iban, 'agent_bic', agent_bic)"

	// The new content takes the form of the old one: the database makes both.
	insertParticipantAmendment = "INSERT INTO amendment (" + amendmentColumns + ") SELECT (SELECT coalesce(max(number), 0) + 1 FROM amendment), ?1, NULL, " +
		participantContent + ", json_object('name', ?7, 'kind', ?8, 'bic', ?9, 'street', ?10, 'building', ?11, 'post_code', ?12, 'town', ?13, " +
		"'country', ?14, 'settlement_currency', ?15), ?2, ?3, ?4, ?5, ?6, ?16 FROM participant WHERE id = ?1"
	insertAccountAmendment = "INSERT INTO amendment (" + amendmentColumns + ") SELECT (SELECT coalesce(max(number), 0) + 1 FROM amendment), ?1, ?7, " +
		accountContent + ", json_object('number', ?8, 'iban', ?9, 'agent_bic', ?10), ?2, ?3, ?4, ?5, ?6, ?11 FROM participant_account " +
		"WHERE participant = ?1 AND currency = ?7"

	updateParticipant = "UPDATE participant SET (name, kind, bic, street, building, post_code, town, country, settlement_currency, source_sha256, " +
		"source_line) = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) WHERE id = ?1"
	updateAccount = "UPDATE participant_account SET (number, iban, agent_bic, source_sha256, source_line) = (?3, ?4, ?5, ?6, ?7) " +
		"WHERE participant = ?1 AND currency = ?2"
)

func (t *tx) AmendParticipant(p intake.Participant, m jobs.Amendment) error {
	what, a := "amendment of participant "+p.ID, p.Address
	content := []any{p.Name, string(p.Kind), p.BIC, a.Street, a.Building, a.PostCode, a.Town, a.Country, code(p.SettlementCurrency)}
	source := []any{ref(m.Source.SHA256)}
	if err := t.execOne(what, insertParticipantAmendment, flat(p.ID, m.Reason, m.By, idOf(m.Approval), instant(m.At), source, content, m.Source.Line)...); err != nil {
		return err
	}
	return t.execOne(what, updateParticipant, flat(p.ID, content, source, m.Source.Line)...)
}

func (t *tx) AmendAccount(a intake.Account, m jobs.Amendment) error {
	what := fmt.Sprintf("amendment of the account of %s in %s", a.Participant, a.Currency)
	if err := t.execOne(what, insertAccountAmendment, a.Participant, m.Reason, m.By, idOf(m.Approval), instant(m.At), ref(m.Source.SHA256),
		code(a.Currency), a.Number, a.IBAN, a.AgentBIC, m.Source.Line); err != nil {
		return err
	}
	return t.execOne(what, updateAccount, a.Participant, code(a.Currency), a.Number, a.IBAN, a.AgentBIC, ref(m.Source.SHA256), m.Source.Line)
}

func (t *tx) Amendments() ([]jobs.Amendment, error) {
	return list(t, "amendments", func(m *jobs.Amendment) []any {
		return []any{&m.Number, &m.Participant, currencyCell(&m.Currency), contentCell(&m.Was), contentCell(&m.Becomes), &m.Reason, &m.By,
			idCell(&m.Approval), instantCell(&m.At), refCell(&m.Source.SHA256), &m.Source.Line}
	}, selectAmendments)
}
