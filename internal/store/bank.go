package store

import (
	"fmt"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/reconcile"
)

const (
	bankStatusColumns  = "file_in, correspondent, place, instr_id, uetr, msg_id, code, reason, instruction, done"
	selectBankStatuses = "SELECT id, " + bankStatusColumns + " FROM bank_status ORDER BY id"
	updateBankStatus   = "UPDATE bank_status SET instruction = ?2, done = ?3 WHERE id = ?1"
)

var insertBankStatus = insertInto("bank_status", bankStatusColumns)

func (t *tx) AddBankStatus(s jobs.BankStatus) error {
	return t.exec(fmt.Sprintf("%s of file in %d", s.Place, s.FileIn), insertBankStatus,
		s.FileIn, s.Correspondent, s.Place, s.InstrID, s.UETR, s.MsgID, s.Code, s.Reason, ref(s.Instruction), s.Done)
}

func (t *tx) BankStatuses() ([]jobs.BankStatus, error) {
	return list(t, "bank statuses", func(s *jobs.BankStatus) []any {
		return []any{&s.ID, &s.FileIn, &s.Correspondent, &s.Place, &s.InstrID, &s.UETR, &s.MsgID, &s.Code, &s.Reason,
			refCell(&s.Instruction), &s.Done}
	}, selectBankStatuses)
}

func (t *tx) SaveBankStatus(s jobs.BankStatus) error {
	return t.execOne(fmt.Sprintf("bank status %d", s.ID), updateBankStatus, s.ID, ref(s.Instruction), s.Done)
}

const (
	bankReturnColumns = "file_in, correspondent, place, instr_id, uetr, currency, minor, charges_currency, " +
		"charges_minor, reason, instruction, done"
	selectBankReturns = "SELECT id, " + bankReturnColumns + " FROM bank_return ORDER BY id"
	updateBankReturn  = "UPDATE bank_return SET instruction = ?2, done = ?3 WHERE id = ?1"
)

var insertBankReturn = insertInto("bank_return", bankReturnColumns)

func (t *tx) AddBankReturn(r jobs.BankReturn) error {
	return t.exec(fmt.Sprintf("%s of file in %d", r.Place, r.FileIn), insertBankReturn, flat(r.FileIn, r.Correspondent,
		r.Place, r.InstrID, r.UETR, amount(r.Returned), amount(r.Charges), r.Reason, ref(r.Instruction), r.Done)...)
}

func (t *tx) BankReturns() ([]jobs.BankReturn, error) {
	return list(t, "bank returns", func(r *jobs.BankReturn) []any {
		return flat(&r.ID, &r.FileIn, &r.Correspondent, &r.Place, &r.InstrID, &r.UETR, amountCells(&r.Returned),
			amountCells(&r.Charges), &r.Reason, refCell(&r.Instruction), &r.Done)
	}, selectBankReturns)
}

func (t *tx) SaveBankReturn(r jobs.BankReturn) error {
	return t.execOne(fmt.Sprintf("bank return %d", r.ID), updateBankReturn, r.ID, ref(r.Instruction), r.Done)
}

const (
	matchColumns = "statement, entry, detail, kind, instruction, currency, minor, charges_currency, charges_minor, " +
		"credit, rule, why, journal"
	selectMatches = "SELECT " + matchColumns + " FROM entry_match ORDER BY statement, entry, detail, kind, instruction, id"
)

var insertMatch = insertInto("entry_match", matchColumns)

func (t *tx) AddMatch(m jobs.Match) error {
	what := fmt.Sprintf("match of statement %d entry %d", m.Statement, m.Entry)
	return t.exec(what, insertMatch, flat(m.Statement, m.Entry, m.Detail, m.Kind, ref(m.Instruction), amount(m.Amount),
		amount(m.Charges), m.Credit, m.Rule, m.Why, m.Journal)...)
}

func (t *tx) Matches() ([]jobs.Match, error) {
	return list(t, "matches", func(m *jobs.Match) []any {
		return flat(&m.Statement, &m.Entry, &m.Detail, &m.Kind, refCell(&m.Instruction), amountCells(&m.Amount),
			amountCells(&m.Charges), &m.Credit, &m.Rule, &m.Why, &m.Journal)
	}, selectMatches)
}

const (
	breakColumns = "key, reason, correspondent, cycle, instruction, statement, entry, currency, minor, text, state, " +
		"opened_at, resolved_at, resolution"
	selectBreaks = "SELECT id, " + breakColumns + " FROM break_item ORDER BY id"
	resolveBreak = "UPDATE break_item SET state = 'resolved', resolution = ?2, resolved_at = ?3 " +
		"WHERE key = ?1 AND state = 'open'"
)

var insertBreak = insertUnless("break_item", breakColumns, "key = ?1")

func (t *tx) AddBreak(b jobs.Break) error {
	return t.exec("break "+b.Key, insertBreak, flat(b.Key, string(b.Reason), b.Correspondent, ref(b.Cycle),
		ref(b.Instruction), idOf(b.Statement), b.Entry, amount(b.Amount), b.Text, string(b.State), instant(b.OpenedAt),
		instant(b.ResolvedAt), b.Resolution)...)
}

// ResolveBreak does nothing where no break has the key or it is resolved already.
func (t *tx) ResolveBreak(key, resolution string, at time.Time) error {
	return t.exec("break "+key, resolveBreak, key, resolution, instant(at))
}

func (t *tx) Breaks() ([]jobs.Break, error) {
	return list(t, "breaks", func(b *jobs.Break) []any {
		return flat(&b.ID, &b.Key, choice(&b.Reason, reconcile.Reasons()...), &b.Correspondent, refCell(&b.Cycle),
			refCell(&b.Instruction), idCell(&b.Statement), &b.Entry, amountCells(&b.Amount), &b.Text,
			state(lifecycle.Breaks, &b.State), instantCell(&b.OpenedAt), instantCell(&b.ResolvedAt), &b.Resolution)
	}, selectBreaks)
}
