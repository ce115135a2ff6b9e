package report

import (
	"strconv"

	"nostro/jobs"
)

// WaitRow is an obligation that cycles left for a later one.
type WaitRow struct {
	Obligation string `json:"obligation"`
	Payer      string `json:"payer"`
	Payee      string `json:"payee"`
	Amount     Amount `json:"amount"`
	Times      int    `json:"times"` // how many cycles left it
	Since      string `json:"since"` // value date of the first
	Cycle      string `json:"cycle"` // the last
	Reason     string `json:"reason"`
}

// WaitsOf shows what cycles left.
func WaitsOf(waits []jobs.Wait) []WaitRow {
	rows := make([]WaitRow, len(waits))
	for n, w := range waits {
		rows[n] = WaitRow{w.Obligation, w.Payer, w.Payee, Amount{w.Amount}, w.Times, w.Since.String(), w.Cycle, w.Reason}
	}
	return rows
}

// waitsShownMax bounds how many obligations status lists one by one.
const waitsShownMax = 10

// waitTroubles lists what cycles left, the longest first.
func waitTroubles(pic Picture) (list []trouble) {
	for n, w := range pic.Waits {
		if n == waitsShownMax {
			return append(list, trouble{strconv.Itoa(len(pic.Waits)-n) + " more obligations were left by cycles", "", "nostro limits"})
		}
		often := "once"
		if w.Times > 1 {
			often = strconv.Itoa(w.Times) + " times"
		}
		list = append(list, trouble{"obligation " + w.Obligation + " of " + w.Payer + " to " + w.Payee + ", " + people(w.Amount) +
			", was left " + often + ", since value date " + w.Since, w.Reason, "nostro limits explain " + w.Cycle})
	}
	return list
}

// HeldFile is a file that may not leave yet.
type HeldFile struct {
	File          string `json:"file"`
	Cycle         string `json:"cycle"`
	Correspondent string `json:"correspondent"`
	Amount        Amount `json:"amount"`
	Reason        string `json:"reason"`
}

// HeldOf shows what may not leave yet.
func HeldOf(held []jobs.Held) []HeldFile {
	rows := make([]HeldFile, len(held))
	for n, h := range held {
		rows[n] = HeldFile{h.File, h.Cycle, h.Correspondent, Amount{h.Amount}, h.Reason}
	}
	return rows
}

func heldTroubles(pic Picture) (list []trouble) {
	for _, h := range pic.Held {
		list = append(list, trouble{"file " + h.File + " to " + h.Correspondent + ", " + people(h.Amount) + ", is held", h.Reason,
			"nostro send " + h.Cycle + " once that is there; nostro funding shows it"})
	}
	return list
}
