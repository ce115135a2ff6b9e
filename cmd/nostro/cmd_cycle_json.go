package main

import (
	"time"

	"nostro/jobs"
)

type cyclesJSON struct {
	Cycles []cycleRowJSON `json:"cycles"`
	More   bool           `json:"more"`
}

// cycleJSON is the stable form of a cycle. An instant is empty where it has not come, or is not kept.
type cycleJSON struct {
	ID          string         `json:"id"`
	ValueDate   string         `json:"value_date"`
	State       string         `json:"state"`
	CutOffAt    string         `json:"cut_off_at"`
	OpenedAt    string         `json:"opened_at"`
	ClosedAt    string         `json:"closed_at,omitempty"`
	AbortedAt   string         `json:"aborted_at,omitempty"`
	AbortedBy   string         `json:"aborted_by,omitempty"`
	AbortedFrom string         `json:"aborted_from,omitempty"`
	AbortedWhy  string         `json:"aborted_why,omitempty"`
	Obligations int            `json:"obligations"`
	Payments    map[string]int `json:"payments"`
	Files       map[string]int `json:"files"`
	BreaksOpen  int            `json:"breaks_open"`
}

type cycleRowJSON struct {
	cycleJSON
	Next string `json:"next"`
}

type cycleViewJSON struct {
	cycleJSON
	Steps       []cycleStepJSON     `json:"states"`
	Totals      []cycleTotalJSON    `json:"totals"`
	Left        int                 `json:"left"`
	PaymentSums []cyclePaymentsJSON `json:"payment_sums"`
	Releases    []cycleReleaseJSON  `json:"releases"`
	Stopped     []stoppedJSON       `json:"stopped"`
	MoreStopped bool                `json:"more_stopped"`
	Waits       []cycleWaitJSON     `json:"waits"`
	NeedsPerson bool                `json:"needs_person"`
}

type cycleStepJSON struct {
	State string `json:"state"`
	At    string `json:"at"`
	By    string `json:"by"`
}

type cycleTotalJSON struct {
	Obligations int        `json:"obligations"`
	Gross       amountJSON `json:"gross"`
	Positions   int        `json:"positions"`
	Net         amountJSON `json:"net"`
}

type cyclePaymentsJSON struct {
	Direction string     `json:"direction"`
	State     string     `json:"state"`
	Count     int        `json:"count"`
	Sum       amountJSON `json:"sum"`
	Booked    amountJSON `json:"booked"`
}

type cycleReleaseJSON struct {
	Number       int                 `json:"number"`
	Digest       string              `json:"digest"`
	Maker        string              `json:"maker"`
	WrittenAt    string              `json:"written_at"`
	Decisions    []cycleDecisionJSON `json:"decisions"`
	WithdrawnAt  string              `json:"withdrawn_at,omitempty"`
	WithdrawnBy  string              `json:"withdrawn_by,omitempty"`
	WithdrawnWhy string              `json:"withdrawn_why,omitempty"`
	Files        []cycleFilesJSON    `json:"files"`
}

type cycleDecisionJSON struct {
	Approved bool   `json:"approved"`
	By       string `json:"by"`
	At       string `json:"at"`
	Reason   string `json:"reason,omitempty"`
}

type cycleFilesJSON struct {
	Correspondent string `json:"correspondent"`
	State         string `json:"state"`
	Count         int    `json:"count"`
	Transactions  int    `json:"transactions"`
}

type stoppedJSON struct {
	ID            string     `json:"id"`
	Participant   string     `json:"participant"`
	Correspondent string     `json:"correspondent"`
	Direction     string     `json:"direction"`
	Amount        amountJSON `json:"amount"`
	State         string     `json:"state"`
	Note          string     `json:"note"`
}

type cycleWaitJSON struct {
	What string `json:"what"`
	Next string `json:"next"`
}

// atText is the instant as JSON has it, "" where there is none.
func atText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func cycleOf(c jobs.Cycle, n jobs.CycleCounts) cycleJSON {
	return cycleJSON{ID: c.ID, ValueDate: c.ValueDate.String(), State: string(c.State), CutOffAt: atText(c.CutOffAt), OpenedAt: atText(c.OpenedAt),
		ClosedAt: atText(c.ClosedAt), AbortedAt: atText(c.AbortedAt), AbortedBy: c.AbortedBy, AbortedFrom: string(c.AbortedFrom), AbortedWhy: c.AbortedWhy,
		Obligations: n.Obligations, Payments: n.Payments, Files: n.Files, BreaksOpen: n.BreaksOpen}
}

func cycleRowOf(r jobs.CycleRow) cycleRowJSON {
	return cycleRowJSON{cycleOf(r.Cycle, r.CycleCounts), r.Next}
}

func cycleViewOf(v jobs.CycleView) cycleViewJSON {
	return cycleViewJSON{cycleJSON: cycleOf(v.Cycle, v.CycleCounts), Left: v.Left, MoreStopped: v.MoreStopped, NeedsPerson: v.NeedsPerson(),
		Steps: mappedTo(v.Steps, func(x jobs.CycleStep) cycleStepJSON { return cycleStepJSON{string(x.State), atText(x.At), x.By} }),
		Totals: mappedTo(v.Totals, func(t jobs.CycleObligations) cycleTotalJSON {
			return cycleTotalJSON{t.Count, amountOf(t.Gross), t.Positions, amountOf(t.Net)}
		}),
		PaymentSums: mappedTo(v.Payments, func(p jobs.CyclePayments) cyclePaymentsJSON {
			return cyclePaymentsJSON{string(p.Direction), string(p.State), p.Count, amountOf(p.Sum), amountOf(p.Booked)}
		}),
		Releases: mappedTo(v.Releases, cycleReleaseOf),
		Stopped: mappedTo(v.Stopped, func(i jobs.Instruction) stoppedJSON {
			return stoppedJSON{i.ID, i.Participant, i.Correspondent, string(i.Direction), amountOf(i.Amount), string(i.State), i.Note}
		}),
		Waits: mappedTo(v.Waits, func(w jobs.CycleWait) cycleWaitJSON { return cycleWaitJSON(w) })}
}

func cycleReleaseOf(r jobs.CycleRelease) cycleReleaseJSON {
	row := cycleReleaseJSON{Number: r.Number, Digest: r.Digest, Maker: r.Maker, WrittenAt: atText(r.WrittenAt),
		Decisions: mappedTo(r.Decisions, func(d jobs.ApprovalDecision) cycleDecisionJSON {
			return cycleDecisionJSON{d.Approved, d.Checker, atText(d.At), d.Reason}
		}),
		Files: mappedTo(r.Files, func(f jobs.CycleFiles) cycleFilesJSON {
			return cycleFilesJSON{f.Correspondent, string(f.State), f.Count, f.Transactions}
		})}
	if w := r.Withdrawal; w != nil {
		row.WithdrawnAt, row.WithdrawnBy, row.WithdrawnWhy = atText(w.At), w.Person, w.Reason
	}
	return row
}
