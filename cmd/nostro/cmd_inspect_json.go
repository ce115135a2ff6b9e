package main

import (
	"nostro/formats"
	"nostro/formats/codeset"
	"nostro/money"
)

// inspectJSON is the stable form of what inspect finds in one file.
type inspectJSON struct {
	File       string          `json:"file"`
	Kind       string          `json:"kind"`
	Message    string          `json:"message"`
	ID         string          `json:"id"`
	Statements []statementJSON `json:"statements"`
	Items      []inspectedItem `json:"items"`
	Warnings   []string        `json:"warnings"`
	Unread     []string        `json:"unread"`
}

type statementJSON struct {
	ID       string `json:"id"`
	Account  string `json:"account"`
	Currency string `json:"currency"`
	Opening  string `json:"opening"`
	Closing  string `json:"closing"`
	Entries  int    `json:"entries"`
	Details  int    `json:"details"`
	Credits  string `json:"credits"`
	Debits   string `json:"debits"`
	AddsUp   bool   `json:"adds_up"`
}

type inspectedItem struct {
	InstrID string   `json:"instr_id"`
	UETR    string   `json:"uetr"`
	Code    string   `json:"code,omitempty"`
	Meaning string   `json:"meaning,omitempty"`
	Amount  string   `json:"amount,omitempty"`
	Reasons []string `json:"reasons"`
}

func inspected(name string, in formats.Inbound) inspectJSON {
	first := in.Documents[0]
	out := inspectJSON{File: name, Kind: first.Kind, Message: first.Message, ID: first.MsgID,
		Statements: []statementJSON{}, Items: []inspectedItem{}, Warnings: []string{}, Unread: []string{}}
	for _, w := range in.Warnings {
		out.Warnings = append(out.Warnings, w.String())
	}
	for _, u := range in.Unread {
		out.Unread = append(out.Unread, u.String())
	}
	for _, d := range in.Documents {
		out.add(d)
	}
	return out
}

func (out *inspectJSON) add(d formats.Document) {
	for _, st := range d.Statements {
		sum := sumEntries(st)
		out.Statements = append(out.Statements, statementJSON{ID: st.ID, Account: st.Account.String(), Currency: st.Currency.Code(),
			Opening: st.Opening.Amount.Decimal(), Closing: st.Closing.Amount.Decimal(), Entries: len(st.Entries), Details: sum.details,
			Credits: money.FromMinor(st.Currency, sum.credits).Decimal(), Debits: money.FromMinor(st.Currency, sum.debits).Decimal(),
			AddsUp: sum.addsUp(st)})
	}
	for _, status := range d.Statuses {
		out.Items = append(out.Items, inspectedItem{InstrID: status.OriginalInstrID, UETR: status.OriginalUETR, Code: status.Code,
			Meaning: codeset.Statuses.Text(status.Code), Reasons: reasonList(status.Reasons)})
	}
	for _, r := range d.Returns {
		out.Items = append(out.Items, inspectedItem{InstrID: r.OriginalInstrID, UETR: r.OriginalUETR, Amount: r.Returned.String(),
			Reasons: reasonList(r.Reasons)})
	}
}

func reasonList(reasons []formats.Reason) []string {
	out := []string{}
	for _, r := range reasons {
		out = append(out, r.Code)
	}
	return out
}
