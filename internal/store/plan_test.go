package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// plans opens an empty store, and asks of queries by which steps SQLite answers them.
func plans(t *testing.T) (steps func(query string, args ...any) []string) {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "nostro.db"), upgradedAt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return func(query string, args ...any) (all []string) {
		t.Helper()
		rows, err := s.readers.Query("EXPLAIN QUERY PLAN "+query, args...)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		defer rows.Close()
		for rows.Next() {
			var id, parent, unused int
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				t.Fatal(err)
			}
			all = append(all, step)
		}
		if err := rows.Err(); err != nil || len(all) == 0 {
			t.Fatalf("%s: %d steps, %v", query, len(all), err)
		}
		return all
	}
}

// A balance is looked up: no query of one walks a whole table, however long the journal is.
func TestABalanceIsLookedUp(t *testing.T) {
	steps := plans(t)
	for name, query := range map[string]string{"balance": selectBalance, "by value date": selectDayBalance,
		"last entry": selectLastEntry, "instant": selectBookedAt, "known key": selectByKey, "account": selectBookAccount} {
		searches := 0
		for _, step := range steps(query, "a", "EUR", 1) {
			if strings.HasPrefix(step, "SEARCH") {
				searches++
			}
			if strings.HasPrefix(step, "SCAN") && name != "last entry" || strings.Contains(step, "TEMP B-TREE") {
				t.Errorf("%s: %s", name, step)
			}
		}
		if searches == 0 && name != "last entry" { // which is read from the end of the table
			t.Errorf("%s: nothing is looked up", name)
		}
	}
}

// What metrics and alarms count at each scrape and each minute is counted in indexes.
func TestFiguresAreCountedInIndexes(t *testing.T) {
	steps := plans(t)
	for _, query := range []string{countCycles, countFilesOut, countFilesIn, countOpenBreaks, selectLatestFixings, selectLastBackup, selectCameBack, selectOpenBreaks, selectStepsOfBreak,
		selectOpenAlarms, selectTroubledOut, selectQuarantined, selectOpenRequests, selectOpenJobRuns, selectFailedJobRuns} {
		for _, step := range steps(query, "a", "b", "c") {
			table := strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "INDEX") && !strings.HasPrefix(step, "SCAN fixing")
			if table || strings.Contains(step, "TEMP B-TREE FOR GROUP BY") {
				t.Errorf("%s: %s", query, step)
			}
		}
	}
}

// What the control asks of one item is looked up, and what it asks of an account is found by the account.
func TestTheControlLooksUp(t *testing.T) {
	steps := plans(t)
	for query, small := range map[string]string{
		selectSentByThen: "", selectSentAt: "SCAN c, SCAN reissue", // cycles and reissues are few too
		bookedColumns + fmt.Sprintf(entriesOf, "") + bookedByThen: "SCAN k", partsColumns + fmt.Sprintf(entriesOf, partsJoin) + bookedByThen + partsThen: "SCAN k",
		bookedColumns + fmt.Sprintf(entriesOne, "") + bookedByThen: "", partsColumns + fmt.Sprintf(entriesOne, partsJoin) + bookedByThen + partsThen: "",
		bookedColumns + fmt.Sprintf(entriesAt, "") + bookedByThen: "SCAN s", // statements are few: one for each day
		postedOf: "SCAN k", postedAt: "",
	} {
		for _, step := range steps(query, "a", "b", "c", "d", "e") {
			if strings.HasPrefix(step, "SCAN") && !slices.Contains(strings.Split(small, ", "), step) {
				t.Errorf("%s:\n%s", query, step)
			}
		}
	}
}

// A cycle is shown from what is of it: neither list nor show walks the obligations, payments or files of others.
func TestACycleIsShownByItsIndexes(t *testing.T) {
	steps := plans(t)
	few := []string{"SCAN r", "SCAN g", "SCAN p", "SCAN CONSTANT ROW", "SCAN cycle", "SCAN json_each VIRTUAL TABLE INDEX 1:",
		"SCAN break_item USING INDEX break_item_open"} // open ones are few
	for _, query := range []string{selectCyclesOf, countTaken, countPayments, countCycleFiles, countCycleBreaks, selectCycleObligations,
		selectCyclePayments, selectCycleFiles, selectStopped} {
		for _, step := range steps(query, "a", "b", 1) {
			if strings.HasPrefix(step, "SCAN") && !slices.Contains(few, step) {
				t.Errorf("%s:\n%s", query, step)
			}
		}
	}
}

// What is asked about one payment, break, statement or entry is looked up, whatever the years have; so is what nobody could explain.
func TestATraceLooksUp(t *testing.T) {
	steps := plans(t)
	for _, query := range []string{selectBreak, selectBreaksAbout, selectBreaksOn, selectPartsOf, selectReturnsOf, selectKeysNaming, selectMatchesOf, selectMatchesOn,
		selectMatchesBy, selectMatchesAt, selectMatchesThen, selectStatusesOf, selectUnexplained} {
		searches := 0
		for _, step := range steps(query, "a", "b", "c") {
			if strings.HasPrefix(step, "SEARCH") || strings.Contains(step, "entry_match_unexplained") {
				searches++
			}
			if strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "entry_match_unexplained") {
				t.Errorf("%s: %s", query, step)
			}
		}
		if searches == 0 {
			t.Errorf("%s: nothing is looked up", query)
		}
	}
}
