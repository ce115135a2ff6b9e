package jobs_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"nostro/jobs"
	"nostro/ledger"
	"nostro/lifecycle"
)

// look reads from the store.
func look[T any](h *installation, read func(jobs.Tx) (T, error)) T {
	h.t.Helper()
	var out T
	h.must(h.store.View(h.ctx, func(tx jobs.Tx) (err error) {
		out, err = read(tx)
		return err
	}))
	return out
}

// state is the state of the cycle that ran last.
func (h *installation) state() lifecycle.Cycle {
	h.t.Helper()
	return h.cycleOf(h.cycle).State
}

func (h *installation) cycleOf(id string) jobs.Cycle {
	h.t.Helper()
	return look(h, func(tx jobs.Tx) (jobs.Cycle, error) {
		c, found, err := tx.Cycle(id)
		if err == nil && !found {
			err = fmt.Errorf("cycle %s is not there", id)
		}
		return c, err
	})
}

// payment is the instruction of a participant, the only one or the one in that currency.
func (h *installation) payment(participant string, currency ...string) jobs.Instruction {
	h.t.Helper()
	var found []jobs.Instruction
	for _, i := range h.instructions() {
		if i.Participant == participant && (len(currency) == 0 || i.Amount.Currency().Code() == currency[0]) {
			found = append(found, i)
		}
	}
	if len(found) != 1 {
		h.t.Fatalf("%s has %d instructions, not one", participant, len(found))
	}
	return found[0]
}

func (h *installation) instructions() []jobs.Instruction {
	h.t.Helper()
	return look(h, func(tx jobs.Tx) ([]jobs.Instruction, error) { return tx.InstructionsOf("") })
}

// payments are all instructions, each as "alfa out EUR 100.00 sent", sorted.
func (h *installation) payments() []string {
	h.t.Helper()
	var lines []string
	for _, i := range h.instructions() {
		lines = append(lines, fmt.Sprintf("%s %s %s %s", i.Participant, i.Direction, i.Amount, i.State))
	}
	slices.Sort(lines)
	return lines
}

// breaks are all breaks in the order in which they were found, each as "late alfa EUR 100.00 open"; where
// it touches no instruction, the correspondent stands for the participant.
func (h *installation) breaks() []string {
	h.t.Helper()
	names := map[string]string{}
	for _, i := range h.instructions() {
		names[i.ID] = i.Participant
	}
	var lines []string
	for _, b := range look(h, jobs.Tx.Breaks) {
		who := b.Correspondent
		if b.Instruction != "" {
			who = names[b.Instruction]
		}
		lines = append(lines, fmt.Sprintf("%s %s %s %s", b.Reason, who, b.Amount, b.State))
	}
	return lines
}

// balances are those of the journal that are not zero, each as "transit:rhein EUR -100.00"; where prefixes
// are given, only of the accounts that begin with one of them.
func (h *installation) balances(prefixes ...string) []string {
	h.t.Helper()
	var lines []string
	err := h.store.View(h.ctx, func(tx jobs.Tx) error {
		rows, err := tx.JournalBalances()
		for _, row := range rows {
			wanted := slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(string(row.Account), p) })
			if !row.Balance.IsZero() && (wanted || len(prefixes) == 0) {
				lines = append(lines, fmt.Sprintf("%s %s", row.Account, row.Balance))
			}
		}
		return err
	})
	h.must(err)
	return lines
}

// entries is how many entries the journal has.
func (h *installation) entries() int {
	h.t.Helper()
	results, err := h.stages.Check(h.ctx)
	h.must(err)
	return results[0].Counted
}

func (h *installation) filesOut() []jobs.FileOut {
	h.t.Helper()
	return look(h, func(tx jobs.Tx) ([]jobs.FileOut, error) { return tx.FilesOut("") })
}

// files are the files out in order of name, each as "rhein sent 1" with the number of attempts.
func (h *installation) files() []string {
	h.t.Helper()
	var lines []string
	for _, f := range h.filesOut() {
		lines = append(lines, fmt.Sprintf("%s %s %d", f.Correspondent, f.State, f.Attempts))
	}
	return lines
}

// statements are the banks' statements, each as "rhein EUR 2 proven".
func (h *installation) statements() []string {
	h.t.Helper()
	var lines []string
	for _, s := range look(h, jobs.Tx.Statements) {
		lines = append(lines, fmt.Sprintf("%s %s %d %s", s.Correspondent, s.Currency, s.Sequence, s.State))
	}
	return lines
}

// same compares two lists.
func (h *installation) same(what string, got []string, want ...string) {
	h.t.Helper()
	if !slices.Equal(got, want) {
		h.t.Errorf("%s:\n  %s\nwant:\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// refused wants an error of the class (nil: any) that has every one of the texts.
func (h *installation) refused(err, class error, texts ...string) {
	h.t.Helper()
	if err == nil || class != nil && !errors.Is(err, class) {
		h.t.Fatalf("error %v, want one of class %v", err, class)
	}
	h.says(err.Error(), texts...)
}

// says wants every one of the parts in the text.
func (h *installation) says(text string, parts ...string) {
	h.t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			h.t.Errorf("%q does not say %q", text, part)
		}
	}
}

// ends wants the outcome of a stage.
func (h *installation) ends(r jobs.Result, want jobs.Outcome) {
	h.t.Helper()
	if r.Outcome != want {
		h.t.Errorf("%s ended with %q (%s %v), want %q", r.Stage, r.Outcome, r.Summary, r.Notes, want)
	}
}

// journal are all entries in the order of posting.
func (h *installation) journal() []ledger.Entry {
	h.t.Helper()
	return look(h, func(tx jobs.Tx) (all []ledger.Entry, err error) {
		err = tx.Journal(func(_ int64, _ time.Time, e ledger.Entry) error {
			all = append(all, e)
			return nil
		})
		return all, err
	})
}
