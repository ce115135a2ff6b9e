package jobs

import (
	"fmt"

	"nostro/money"
	"nostro/reconcile"
)

// fileFlow is what our file told the bank of a payment.
func (c control) fileFlow(i Instruction) (reconcile.Flow, error) {
	amount, what := i.Amount, "pay-in of "
	if i.Direction != PayIn {
		amount, what = money.FromMinor(i.Amount.Currency(), -i.Amount.Minor()), "pay-out to "
	}
	what += i.Participant
	ended, err := c.ended(i)
	if err != nil {
		return reconcile.Flow{}, err
	}
	if ended != "" {
		what += ", " + ended + ","
	}
	return reconcile.Flow{Side: reconcile.SideFiles, Correspondent: i.Correspondent, Day: i.ValueDate, Amount: amount, Payment: i.ID, Text: what}, nil
}

// flowParts are the findings that are a part of a payment, in the words of the control.
var flowParts = map[string]reconcile.FlowPart{
	string(reconcile.FindingCharge): reconcile.FlowCharge, string(reconcile.FindingReturned): reconcile.FlowReturn,
}

// bankFlows takes an entry apart into the payments that it is, and what is left of it.
func bankFlows(e BookedEntry) (flows []reconcile.Flow) {
	text, rest := fmt.Sprintf("%s, entry %d", e.BankID, e.Number), e.Amount.Minor()
	base := reconcile.Flow{Side: reconcile.SideBank, Correspondent: e.Correspondent, Day: e.Day, Entry: entryName(e.Statement, e.Number)}
	for _, m := range e.Parts {
		moved := m.Amount.Minor()
		if !m.Credit {
			moved = -moved
		}
		rest -= moved
		f := base
		f.Amount, f.Payment, f.Part, f.Text = money.FromMinor(e.Amount.Currency(), moved), m.Instruction, flowParts[m.Kind], text
		if f.Part != "" {
			f.Text += ", " + string(f.Part)
		}
		flows = append(flows, f)
	}
	if rest != 0 {
		base.Amount, base.Text = money.FromMinor(e.Amount.Currency(), rest), text+", no instruction of ours"
		flows = append(flows, base)
	}
	return flows
}

func ledgerFlow(p NostroPosting) reconcile.Flow {
	f := reconcile.Flow{Side: reconcile.SideLedger, Correspondent: p.Correspondent, Day: p.Day, Amount: p.Amount, Text: string(p.Kind) + " " + p.Key}
	if p.Statement != 0 {
		f.Entry = entryName(p.Statement, p.Entry)
	}
	return f
}

// entryName names an entry of a statement among the items of the control.
func entryName(statement int64, entry int) string {
	return fmt.Sprintf("statement %d entry %d", statement, entry)
}
