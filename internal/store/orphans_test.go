package store_test

import (
	"strings"
	"testing"

	"nostro/jobs"
)

// Rows that name others which are not there can only come from outside; they are found, in every table.
func TestOrphans(t *testing.T) {
	s, path := world(t)
	look := func() (kinds int, orphans []string) {
		t.Helper()
		err := s.View(t.Context(), func(tx jobs.Tx) (err error) {
			kinds, orphans, err = tx.Orphans()
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return kinds, orphans
	}
	if kinds, orphans := look(); kinds < 20 || len(orphans) != 0 {
		t.Errorf("%d kinds of reference, orphans %v", kinds, orphans)
	}
	db := raw(t, path)
	for _, statement := range []string{"PRAGMA ignore_check_constraints = 1", "DROP TRIGGER account_of_a_known_participant",
		"INSERT INTO account (name, currency) VALUES ('participant:NOBODY', 'EUR')",
		"INSERT INTO posting (entry, account, currency, minor, balance, line) VALUES (999, 77, 'EUR', 5, 5, 1)",
		"INSERT INTO position VALUES ('2099-01-01-1', 'nobody', 'EUR', '', 1, 0, 1, 1)"} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	_, orphans := look()
	text := strings.Join(orphans, "\n")
	for _, want := range []string{"a row of posting names one of journal_entry", "a row of position names one of cycle",
		"a row of position names one of participant", "a row of account "} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not among %v", want, orphans)
		}
	}
}
