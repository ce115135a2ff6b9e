package jobs_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

// inTheMiddle is a house with something of everything: a conversion, payments that are settled, on their
// way and still expected, a booking that nobody expected, and an obligation that waits.
func inTheMiddle(t *testing.T) *installation {
	t.Helper()
	h := newInstallation(t, silentPayIns)
	h.rates("2026-11-23", "USD 1.1634")
	h.people()
	h.owes("O-1 alfa brixton EUR 100.00", "O-2 alfa cascade EUR 50.00")
	h.imports("later.csv", obligationsHeader+"O-3,alfa,brixton,EUR,1.00,2026-11-30,\n")
	h.run()
	h.approve()
	h.send()
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("brixton"), "-100.00"),
		{amount: "5.00", endToEnd: "GIFT"}}}.xml())
	return h
}

const (
	nameEntries      = "every entry balances per currency"
	nameNets         = "nets of each cycle sum to zero"
	nameObligations  = "obligations sum to the netting entries"
	nameOneState     = "every obligation is in one state"
	nameAborted      = "an aborted cycle has no money left anywhere"
	nameParticipants = "participants are owed what is not on its way"
	nameNostro       = "nostro equals the last proven statement"
	nameTransit      = "transit equals the list of what is on its way"
	nameSuspense     = "suspense equals what nobody has explained"
	nameReserve      = "the risk reserve is what its movements make it"
	nameFX           = "fx position equals the conversions"
	nameExplained    = "every change in value is explained"
	nameRevalued     = "revaluations follow the fixings, for a day"
	nameConversions  = "conversions follow from their rates"
	nameDeals        = "cover deals are as dealt, confirmed and booked"
	nameGain         = "spread, slippage and residual are the gain"
	nameSettled      = "settled means booked on a proven statement"
	nameLog          = "the log covers every entry, unchanged"
	nameFiles        = "files sent and received are whole"
	nameInstructions = "every position has its one instruction"
	nameLimits       = "what is settled is within the caps"
	nameStatements   = "proven statements add up and follow on"
	nameBookings     = "every booking is matched to the last part"
	nameBreaks       = "breaks were ended by evidence or an entry"
	nameRecalls      = "recalls left by another's word, and ended as they say"
	nameSafeguarding = "safeguarding records are as kept, and add up"
	nameGivenUp      = "what was given up of breaks was for two to decide"
	nameFilesOut     = "files out fit their instructions and attempts"
	nameReleases     = "what left was approved by a second person"
	nameLeft         = "files left only once their bytes were approved"
	nameScreened     = "pay-outs were screened before they were written"
	nameApprovals    = "approvals stand as others decided them"
	nameBalances     = "balances are the sums of their postings"
	nameImports      = "what was imported is as its files say"
	nameRates        = "rates are as their files say"
	nameCoherent     = "rates of a fixing do not contradict each other"
	nameDecided      = "what is unusual about rates was decided by two"
	nameOrphans      = "no record names one that is not there"
)

// checked are the results of Check, each as "name: counted unit".
func (h *installation) checked() (counts []string, broken map[string]string) {
	h.t.Helper()
	results, err := h.stages.Check(h.ctx)
	h.must(err)
	broken = map[string]string{}
	for _, r := range results {
		counts = append(counts, fmt.Sprintf("%s: %d %s", r.Name, r.Counted, r.Unit))
		if !r.Holds {
			broken[r.Name] = r.Detail
		}
		if r.Holds != (r.Detail == "") {
			h.t.Errorf("%s: holds %t, detail %q", r.Name, r.Holds, r.Detail)
		}
	}
	return counts, broken
}

func TestCheckCounts(t *testing.T) {
	t.Parallel()
	counts, broken := inTheMiddle(t).checked()
	if len(broken) > 0 {
		t.Errorf("a house in order does not hold: %v", broken)
	}
	// netting, conversion, two intents, opening, booking, gift; positions of alfa, brixton and cascade.
	inTheMiddleCounts := []string{nameEntries + ": 7 entries", nameNets + ": 3 positions",
		nameObligations + ": 2 obligations",
		nameOneState + ": 3 obligations", nameLimits + ": 0 caps", nameInstructions + ": 3 instructions", nameAborted + ": 0 aborted cycles", nameParticipants + ": 4 balances", nameNostro + ": 1 nostro accounts",
		nameTransit + ": 2 instructions", nameSuspense + ": 1 bookings", nameReserve + ": 0 movements", nameFX + ": 1 conversions",
		nameExplained + ": 1 business days", nameRevalued + ": 0 revaluations", nameConversions + ": 1 conversions", nameDeals + ": 0 deals",
		nameGain + ": 1 cycles", nameSettled + ": 3 instructions", nameStatements + ": 1 statements", nameBookings + ": 2 bookings",
		nameBreaks + ": 1 breaks", nameGivenUp + ": 0 decisions", nameRecalls + ": 0 recalls", nameSafeguarding + ": 0 records", nameFilesOut + ": 2 files", nameScreened + ": 0 pay-outs", nameReleases + ": 1 releases", nameLeft + ": 2 files", nameApprovals + ": 1 requests", nameLog + ": 7 entries", nameBalances + ": 18 postings",
		nameFiles + ": 8 files", nameImports + ": 15 records", nameRates + ": 1 rates",
		nameCoherent + ": 0 loops", nameDecided + ": 0 decisions", nameOrphans + ": 127 kinds of reference"}
	(&installation{t: t}).same("counts", counts, inTheMiddleCounts...)
}

// Each invariant is broken behind the back of the store, and is then named with a detail that helps; what
// else does not hold then is named too, and nothing more.
func TestCheckNamesWhatIsBroken(t *testing.T) {
	t.Parallel()
	h := inTheMiddle(t)
	brixton, alfa := h.payment("brixton").ID, h.payment("alfa").ID
	out, in := h.filesOut()[0].Name, "" // of the spool
	h.closeDisk()
	files, err := filepath.Glob(filepath.Join(h.dir, "spool", "in", "rhein", "*.xml"))
	h.must(err)
	in = "in/rhein/" + filepath.Base(files[0])
	all := slices.Concat(breakagesOfBooks(brixton, alfa), breakagesOfPayments(brixton), breakagesOfApprovals(), []breakage{
		{"a file that left", "", "out/" + out,
			map[string]string{nameFiles: "out/" + out + ": its bytes are not those that were recorded"}},
		{"a file that came", "", in, map[string]string{nameFiles: in}},
	})
	for _, story := range all {
		t.Run(story.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			h := brokenCopy(t, h.dir, dir, story.sql, story.spoil)
			_, broken := h.checked()
			for name, part := range story.broken {
				if !strings.Contains(broken[name], part) {
					t.Errorf("%s: %q does not say %q", name, broken[name], part)
				}
				delete(broken, name)
			}
			if len(broken) > 0 {
				t.Errorf("also broken: %v", broken)
			}
		})
	}
}

// brokenCopy opens a copy of a house, after the statement has run on its database without any of its guards,
// and a byte of a file of the spool has changed.
func brokenCopy(t *testing.T, from, dir, statement, spoil string) *installation {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.CopyFS(dir, os.DirFS(from)))
	if spoil != "" {
		path := filepath.Join(dir, "spool", spoil)
		data, err := os.ReadFile(path)
		must(err)
		data[len(data)/2]++
		must(os.WriteFile(path, data, 0o600))
	}
	if statement != "" {
		db, err := sql.Open("sqlite", filepath.Join(dir, "nostro.db"))
		must(err)
		db.SetMaxOpenConns(1)
		must(withoutGuards(db))
		done, err := db.Exec(statement)
		must(err)
		if n, _ := done.RowsAffected(); n == 0 {
			t.Fatalf("%s changes nothing", statement)
		}
		must(db.Close())
	}
	h := openInstallation(t, dir)
	t.Cleanup(h.close)
	return h
}

// withoutGuards drops every trigger, all at once since each by itself would wait for the disk, and ignores every constraint.
func withoutGuards(db *sql.DB) error {
	var drops string
	err := db.QueryRow("SELECT group_concat('DROP TRIGGER ' || name, '; ') FROM sqlite_schema WHERE type = 'trigger'").Scan(&drops)
	if err != nil {
		return err
	}
	_, err = db.Exec("BEGIN; " + drops + "; COMMIT; PRAGMA ignore_check_constraints = 1")
	return err
}

// Many findings of one check are told in few words.
func TestCheckCapsItsWords(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.people()
	h.owes("O-1 alfa brixton EUR 1.00", "O-2 alfa brixton EUR 1.00", "O-3 alfa brixton EUR 1.00",
		"O-4 alfa brixton EUR 1.00",
		"O-5 alfa brixton EUR 1.00")
	h.run()
	h.closeDisk()
	spoiled := brokenCopy(t, h.dir, t.TempDir(), "UPDATE obligation SET state = 'settled'", "")
	h.openDisk()
	_, broken := spoiled.checked()
	h.says(broken[nameOneState], "O-1", "O-2", "O-3", "and 2 more")
}

// crooked is a store whose journal shows one posting with a cent too much.
type crooked struct{ jobs.Store }

func (s crooked) View(ctx context.Context, work func(jobs.Tx) error) error {
	return s.Store.View(ctx, func(tx jobs.Tx) error { return work(crookedTx{tx}) })
}

type crookedTx struct{ jobs.Tx }

func (t crookedTx) CheckBooks(visit func(int64, time.Time, ledger.Entry) error) (jobs.BooksCheck, error) {
	return t.Tx.CheckBooks(func(number int64, at time.Time, e ledger.Entry) error {
		if number == 2 {
			e.Postings = slices.Clone(e.Postings)
			a := e.Postings[0].Amount
			e.Postings[0].Amount = money.FromMinor(a.Currency(), a.Minor()+1)
		}
		return visit(number, at, e)
	})
}

// Even if a store let it in, an entry that does not balance is found, and so is the sum of all.
func TestCheckAddsEntriesUp(t *testing.T) {
	t.Parallel()
	h := inTheMiddle(t)
	h.stages.Store = crooked{h.store}
	_, broken := h.checked()
	h.says(broken[nameEntries], "entry 2 (conversion:2026-11-24-1:cascade:EUR) does not balance", "all postings sum to")
}
