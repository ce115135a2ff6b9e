package jobs_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/jobs"
)

// A walk is a long random history: what a bank books and says, truly or by mistake and in any order, mixed with what operators
// do about it. The bank of it is a plain list of bookings (walk_bank_test.go), which shares no code with the program; after
// every step all that must hold is held against it (walk_hold_test.go), and at its end all statements come (walk_rest_test.go).
//
// Without being asked for others it makes the same few walks each time, so that what one more walk would find breaks nobody's change.
// NOSTRO_WALK=200x80 makes 200 other walks of about 80 steps; with -rapid.seed it replays those of which one failed.
const (
	walkChecks = 5
	walkSteps  = 20
	walkSeed   = "7"
)

// walk is one of them.
type walk struct {
	*installation
	rt      *rapid.T
	bank    *walkBank
	changed bool            // something was taken in or done since all was held
	fresh   bool            // nothing has come or was done since the last reconciliation
	done    map[string]bool // the payments about whose bookings a person decided anything
	gone    map[string]bool // "STATEMENT/ENTRY" of those bookings
}

// walkFlags lets rapid make the walks that are asked for, and puts its flags back at the end.
func walkFlags(t *testing.T) {
	t.Helper()
	checks, steps := walkChecks, walkSteps
	if asked := os.Getenv("NOSTRO_WALK"); asked != "" {
		if _, err := fmt.Sscanf(asked, "%dx%d", &checks, &steps); err != nil {
			t.Fatalf("NOSTRO_WALK=%s: write it as 200x80, walks and steps: %v", asked, err)
		}
	}
	flags := map[string]string{"rapid.checks": fmt.Sprint(checks), "rapid.steps": fmt.Sprint(steps), "rapid.nofailfile": "true", "rapid.shrinktime": "20s"}
	if os.Getenv("NOSTRO_WALK") == "" {
		flags["rapid.seed"] = walkSeed
	}
	for name, value := range flags {
		f := flag.Lookup(name)
		before := f.Value.String()
		if err := flag.Set(name, value); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := f.Value.Set(before); err != nil {
				t.Error(err)
			}
		})
	}
}

// Whatever a bank books and says, in whatever order, and whatever operators do about it: the books follow the bank, and what
// they cannot explain is an open break.
func TestAnyWalk(t *testing.T) {
	walkFlags(t)
	folder := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(folder, "")
		if err != nil {
			rt.Fatal(err)
		}
		w := &walk{installation: openInstallation(rt, dir, silentPayIns), rt: rt, bank: newWalkBank(rt.Logf), done: map[string]bool{}, gone: map[string]bool{}}
		defer w.close()
		w.begins()
		rt.Repeat(w.actions())
		w.rests()
	})
}

// begins sends the payments of a cycle; the bank has given the statement of the day before.
func (w *walk) begins() {
	w.bank.day = calendar.MustDate("2026-11-23")
	w.bank.closes(date24)
	w.gives(w.bank.outbox[0].text)
	w.bank.given, w.bank.outbox = w.bank.outbox, nil
	w.rates("2026-11-23", "USD 1.1634", "GBP 0.87945")
	if rapid.Bool().Draw(w.rt, "one person may decide") {
		w.alone("1000000.00")
	}
	w.sent("O-1 alfa brixton EUR 100.00", "O-2 alfa harbour EUR 30.00")
	w.reconcile()
	w.fresh = true
}

// actions are what may happen, by name.
func (w *walk) actions() map[string]func(*rapid.T) {
	all := map[string]func(){
		"bank pays out": w.bankPaysOut, "bank pays in": w.bankPaysIn, "bank returns": w.bankReturns, "bank takes back": w.bankTakesBack,
		"bank books twice": w.bankBooksTwice, "bank books a stranger": w.bankBooksAStranger, "bank names nothing": w.bankNamesNothing,
		"bank ends its day": w.bankEndsItsDay, "bank gives": w.bankGives, "bank gives again": w.bankGivesAgain, "bank answers": w.bankAnswers,
		"bank announces a return": w.bankAnnounces,
		"reconcile":               w.reconciles, "morning": w.morning,
		"undo": w.undoes, "match by hand": w.matches, "write off": w.writesOff, "reopen": w.reopens, "pair": w.pairs, "assign": w.assigns,
		"split": w.splits, "decide": w.decides, "recall": w.recallsOne, "bank resolves": w.bankResolves, "reissue": w.reissuesOne,
		"send again": w.sendsAgain, "killed": w.killed, "two at once": w.twoAtOnce, "read": w.reads,
	}
	out := map[string]func(*rapid.T){"": func(*rapid.T) { w.stands() }}
	for name, act := range all {
		out[name] = func(*rapid.T) { act() }
	}
	return out
}

// one draws one of a list; where it is empty the step is another one.
func one[T any](w *walk, what string, list []T) T {
	if len(list) == 0 {
		w.rt.Skip()
	}
	return list[rapid.IntRange(0, len(list)-1).Draw(w.rt, what)]
}

// reconciles takes what was given; once more, it changes nothing.
func (w *walk) reconciles() {
	w.reconcilesOnce()
	before := w.state()
	w.reconcilesOnce()
	w.same("reconciled again", w.state(), before...)
	w.fresh, w.changed = true, true
}

func (w *walk) reconcilesOnce() {
	_, err := w.stages.Reconcile(w.ctx)
	w.must(err)
}

// state is all that a walk changes: what was posted, the balances, the payments and the breaks.
func (w *walk) state() []string {
	all := append([]string{fmt.Sprint(len(w.journal()), " entries")}, w.balances()...)
	return slices.Concat(all, w.payments(), w.breaks(), w.statements())
}

// morning lets a business day pass, or a few hours.
func (w *walk) morning() {
	if rapid.Bool().Draw(w.rt, "a whole day") {
		w.now = w.nextDay(w.dayOfClock()).In(time.UTC).Add(9 * time.Hour)
	} else {
		w.now = w.now.Add(time.Hour)
	}
	w.fresh = false
}

func (w *walk) dayOfClock() calendar.Date { return calendar.DateOf(w.now) }

func (w *walk) nextDay(d calendar.Date) calendar.Date {
	for d = d.AddDays(1); !w.stages.Settings.Calendar.IsBusinessDay(d); d = d.AddDays(1) {
	}
	return d
}

// some are the payments of the walk that fit, each with what the bank moved for it.
func (w *walk) some(fits func(i jobs.Instruction, moved int64) bool) (out []jobs.Instruction) {
	for _, i := range w.instructions() {
		if i.Amount.Currency() == eur && fits(i, w.bank.moved(i)) {
			out = append(out, i)
		}
	}
	slices.SortFunc(out, func(a, b jobs.Instruction) int { return int(a.Amount.Minor() - b.Amount.Minor()) })
	return out
}
