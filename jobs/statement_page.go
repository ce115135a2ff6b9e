package jobs

import (
	"fmt"

	"nostro/ledger"
)

// evidenceOf names where an entry of the statement stands: in the file of its page, where the statement came in several.
func (st Statement) evidenceOf(entry int, whole ledger.Evidence) ledger.Evidence {
	place := fmt.Sprintf("statement %s, entry %d", st.BankID, entry)
	for n := len(st.Pages) - 1; n >= 0; n-- {
		if p := st.Pages[n]; p.From <= entry {
			whole.SHA256 = p.SHA256
			place += fmt.Sprintf(", page %d", p.Page)
			break
		}
	}
	whole.Place = memo(place)
	return whole
}

// isPage tells whether the statement is a page that was not joined with the others yet.
func (st Statement) isPage() bool { return st.Page > 0 && st.Instead == 0 }

// number is what the statement has in common with its other pages, its copies and its corrections.
func (st Statement) number() string {
	if st.Sequence != 0 {
		return fmt.Sprintf("%s#%d", st.accountKey(), st.Sequence)
	}
	return st.accountKey() + "/" + st.BankID
}
