package formats

import (
	"slices"
	"testing"
)

// FuzzRead: whatever the bytes, Read answers with a value or an error, never with a panic, and a value
// keeps its promises.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"camt053-v02.xml", "pacs002-group.xml", "pacs004-return.xml"} {
		f.Add(fixture(f, name))
	}
	f.Add([]byte(statementWith(balance("OPBD", oneUSD))))
	f.Add([]byte("\xef\xbb\xbf<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>"))
	f.Add([]byte(`<BkToCstmrStmt><Stmt><Ntry/></Stmt></BkToCstmrStmt>`))
	f.Add([]byte(`<!DOCTYPE a>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := Read(data)
		if err != nil {
			return
		}
		if in.Kind == "" || in.Message == "" {
			t.Error("a message without a kind was read")
		}
		if !slices.IsSorted(in.Unread) || len(slices.Compact(slices.Clone(in.Unread))) != len(in.Unread) {
			t.Errorf("unread paths are not sorted and distinct: %q", in.Unread)
		}
		for _, s := range in.Statements {
			for _, e := range s.Entries {
				if e.Amount.Currency().IsZero() || e.Amount.Currency() != s.Currency {
					t.Errorf("entry %d has no money of the account: %v", e.Number, e.Amount)
				}
			}
		}
	})
}

// FuzzTransliterate: what comes out is in the set and stays as it is.
func FuzzTransliterate(f *testing.F) {
	f.Add("Łódź ß 株")
	f.Add("\xff\u0301")
	f.Fuzz(func(t *testing.T, text string) {
		latin, err := Transliterate(text)
		if again, errAgain := Transliterate(latin); err == nil && (errAgain != nil || again != latin) {
			t.Errorf("%q became %q, then %q", text, latin, again)
		}
	})
}
