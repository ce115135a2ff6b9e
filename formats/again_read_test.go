package formats

import (
	"testing"

	"pgregory.net/rapid"
)

// TestOurReaderReadsWhatWeWrite: of whatever legal content is written, our reader leaves nothing unread, finds
// nothing that cannot be booked, and finds what was meant.
func TestOurReaderReadsWhatWeWrite(t *testing.T) {
	for _, name := range ProfileNames() {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				d := drafts(name).Draw(t, "message")
				in, err := Read(d.data)
				if err != nil {
					t.Fatalf("%v\n%s", err, d.data)
				}
				if len(in.Documents) != 1 || len(in.Unread) > 0 || len(in.Warnings) > 0 {
					t.Fatalf("%d documents, unread %v, warnings %v\n%s", len(in.Documents), in.Unread, in.Warnings, d.data)
				}
				if err := in.Bookable(); err != nil {
					t.Fatalf("%v\n%s", err, d.data)
				}
				compareRead(t, &in.Documents[0], d)
			})
		})
	}
}

func compareRead(t *rapid.T, found *Document, d legalDraft) {
	t.Helper()
	items := itemsRead(found)
	if found.Message != d.want.Message || found.MsgID != d.want.MsgID || len(items) != len(d.want.Items) {
		t.Fatalf("read %s %q with %d items, meant were %+v\n%s", found.Message, found.MsgID, len(items), d.want, d.data)
	}
	for n, want := range d.want.Items {
		if items[n] != want {
			t.Fatalf("item %d is read as\n%+v\nmeant was\n%+v\n%s", n+1, items[n], want, d.data)
		}
	}
}

// itemsRead is what the reader found, in the words of the writer.
func itemsRead(found *Document) (items []SummaryItem) {
	for _, t := range found.Transfers {
		creditor := find(t.Parties, RoleCreditor)
		item := SummaryItem{ID: t.InstrID, EndToEndID: t.EndToEndID, UETR: t.UETR, Amount: t.Amount, ValueDate: t.ValueDate,
			Account: creditor.Account.AccountID.String(), CreditorBIC: find(t.Parties, RoleCreditorAgent).BIC}
		if item.ValueDate.IsZero() {
			item.ValueDate = found.Group.ValueDate
		}
		if t.Batch != nil && item.ValueDate.IsZero() {
			item.ValueDate = t.Batch.RequestedOn
		}
		items = append(items, item)
	}
	for _, n := range found.Notices {
		item := SummaryItem{ID: n.ID, EndToEndID: n.EndToEndID, UETR: n.UETR, Amount: n.Amount, ValueDate: n.ValueDate,
			Account: n.Account.AccountID.String()}
		if n.Common != nil && item.ValueDate.IsZero() {
			item.ValueDate = n.Common.ValueDate
		}
		if n.Common != nil && item.Account == "" {
			item.Account = n.Common.Account.AccountID.String()
		}
		items = append(items, item)
	}
	for _, c := range found.Cancellations {
		items = append(items, SummaryItem{ID: c.ID, EndToEndID: c.OriginalEndToEndID, UETR: c.OriginalUETR,
			Amount: c.OriginalAmount, ValueDate: c.OriginalValueDate, Original: c.OriginalMsgID + " " + c.OriginalInstrID})
	}
	return items
}
