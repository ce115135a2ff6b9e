package store_test

import (
	"testing"

	"nostro/intake"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

// What was there stays beside what is there, both with every field.
func TestAmendmentsKeepWhatWas(t *testing.T) {
	s, _ := world(t)
	got := get(t, s, jobs.Tx.Amendments)
	first := jobs.Amendment{Number: 1, Participant: "SHOP", Currency: usd, Reason: "new bank", By: "mia", At: at, Source: source,
		Was:      []intake.Field{{Name: "number", Value: "FR1420041010050500013M02606"}, {Name: "iban", Value: "1"}, {Name: "agent_bic"}},
		Becomes:  []intake.Field{{Name: "number", Value: "7700-4411"}, {Name: "iban", Value: "0"}, {Name: "agent_bic", Value: "NOWHDEFF"}},
		Approval: got[0].Approval}
	second := first
	second.Number, second.Was, second.Becomes, second.Approval = 2, first.Becomes, first.Was, got[1].Approval
	same(t, "amendments", got, []jobs.Amendment{first, second})
	same(t, "changes", first.Changes(), []jobs.FieldChange{{Field: "number", Was: "FR1420041010050500013M02606", Becomes: "7700-4411"},
		{Field: "iban", Was: "1", Becomes: "0"}, {Field: "agent_bic", Becomes: "NOWHDEFF"}})
}

// grantAmendment adds a granted approval and returns its number.
func grantAmendment(tx jobs.Tx, kind jobs.ApprovalKind, digest string) (int64, error) {
	asked := request
	asked.Kind, asked.Subject, asked.Digest, asked.Decisions, asked.Steps = kind, digest, digest, nil, nil
	number, err := tx.AddApprovalRequest(asked)
	if err != nil {
		return 0, err
	}
	return number, tx.MoveApproval(jobs.ApprovalStep{Request: number, State: lifecycle.ApprovalGranted, Person: "cho", At: at})
}

func TestAParticipantIsAmendedWhole(t *testing.T) {
	s, _ := world(t)
	merged := shop
	merged.Name, merged.SettlementCurrency = "Shop & Sons", money.Currency{}
	update(t, s, func(tx jobs.Tx) error {
		number, err := grantAmendment(tx, jobs.ApproveAmendment, "x")
		if err != nil {
			return err
		}
		return tx.AmendParticipant(merged, jobs.Amendment{Reason: "merger", By: "mia", Approval: number, At: at, Source: source})
	})
	all := get(t, s, jobs.Tx.Amendments)
	same(t, "changes", all[2].Changes(), []jobs.FieldChange{{Field: "name", Was: shop.Name, Becomes: "Shop & Sons"},
		{Field: "settlement_currency", Was: "USD"}})
	same(t, "participant", *find(t, s, func(tx jobs.Tx) (intake.Participant, bool, error) { return tx.Participant("SHOP") }), merged)
}

func TestAmendmentsAreRefused(t *testing.T) {
	s, _ := world(t)
	unknown := shopMoved
	unknown.Participant = "NOBODY"
	for name, tt := range map[string]struct {
		kind    jobs.ApprovalKind
		account intake.Account
		change  func(*jobs.Amendment)
		want    string
	}{
		"an approval of something else": {jobs.ApproveReserve, shopMoved, func(*jobs.Amendment) {}, "an approval of its own"},
		"no approval":                   {jobs.ApproveAmendment, shopMoved, func(m *jobs.Amendment) { m.Approval = 0 }, "an approval of its own"},
		"an approval that was used":     {jobs.ApproveAmendment, shopMoved, func(m *jobs.Amendment) { m.Approval-- }, ""},
		"no reason":                     {jobs.ApproveAmendment, shopMoved, func(m *jobs.Amendment) { m.Reason = "" }, "CHECK"},
		"nothing changes":               {jobs.ApproveAmendment, shopAccount, func(*jobs.Amendment) {}, "CHECK"},
		"not known":                     {jobs.ApproveAmendment, unknown, func(*jobs.Amendment) {}, "no such id"},
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, s, tt.want, func(tx jobs.Tx) error {
				number, err := grantAmendment(tx, tt.kind, name)
				if err != nil {
					return err
				}
				m := jobs.Amendment{Reason: "new bank", By: "mia", Approval: number, At: at, Source: source}
				tt.change(&m)
				return tx.AmendAccount(tt.account, m)
			})
		})
	}
}
