package report

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"nostro/jobs"
	"nostro/money"
	"nostro/netting"
)

// Input tells what to gather.
type Input struct {
	House    string         // name of the house
	Cycle    string         // id of the cycle; "" for the whole house
	AsOf     time.Time      // the instant of the report; ages count to it
	Zone     *time.Location // of the house; every local time is shown in it
	Pivot    money.Currency // the currency into which cover trades flatten the exposure
	Cross    money.Currency // the currency that cross rates go through; zero is EUR
	LookBack bool           // show what was known at AsOf, and nothing that came later; what has no past is left out
	Checks   []Check        // results of the invariants, in the order in which they are to be shown

	RateQuestions []RateQuestion // what about rates waits for a person
	Risk          Risk           // of the house, as of the instant; none where On is ""

	Screening Screening // of the house, as of the instant

	Reserve Reserve // what is set aside for losses

	Control      *Control      // of the house; of a cycle its value date is shown
	Safeguarding *Safeguarding // of the house; with a cycle the record of its value date is shown

	Late  []LateFile // what was due from correspondents and has not come
	Held  []HeldFile // files that wait for pay-ins or funds
	Waits []WaitRow  // what cycles left for a later one

	RecallsOverdue []OverdueRecall
	CalendarsEnd   []CalendarEnd // those in use that end soon

	OpenBreaks map[int64]BreakGuide // of the breaks that are open, by number

	Restored string // why nothing is sent: the books are a copy that has to catch up; "" where they need not
}

// Gather reads one consistent state of the store and returns the picture of it. It errs where there is no
// zone or no instant, where the cycle is not known (jobs.ErrUnknownID), and where the store errs.
func Gather(ctx context.Context, store jobs.Store, in Input) (Picture, error) {
	if in.Zone == nil || in.AsOf.IsZero() {
		return Picture{}, fmt.Errorf("report: the zone of the house and the instant of the report must be given")
	}
	if in.LookBack {
		in = in.past()
	}
	var picture Picture
	err := store.View(ctx, func(tx jobs.Tx) error {
		r, err := load(tx, in.Cycle)
		if err != nil {
			return err
		}
		if in.LookBack {
			if err := r.lookBack(tx, in.Cycle, in.AsOf); err != nil {
				return err
			}
		}
		if in.Cycle != "" {
			r.narrow()
		} else {
			r.withoutAborted()
		}
		picture, err = newGatherer(r, in).picture()
		return err
	})
	if err != nil {
		return Picture{}, fmt.Errorf("report: %w", err)
	}
	return picture, nil
}

// gatherer turns records into rows of a picture.
type gatherer struct {
	*records
	in          Input
	names       map[string]string        // of participants
	files       map[int64]jobs.FileIn    // by id
	statementOf map[int64]jobs.Statement // by id
	settles     map[positionKey]jobs.Conversion
	owed        jobs.Owed
	paysAnew    map[string]jobs.Reissue // by the instruction that does
	anewNot     map[string][]string     // what was to pay one anew and was withdrawn, in words, by that which it was to pay
}

// positionKey names a position: its cycle, participant, currency before conversion and netting set.
type positionKey struct {
	cycle, participant string
	currency           money.Currency
	set                netting.Set
}

func newGatherer(r *records, in Input) *gatherer {
	g := &gatherer{records: r, in: in, names: map[string]string{}, files: map[int64]jobs.FileIn{},
		statementOf: map[int64]jobs.Statement{}, settles: map[positionKey]jobs.Conversion{},
		owed: jobs.NewOwed(slices.Concat(slices.Collect(maps.Values(r.breakSteps))...), r.reissues), paysAnew: map[string]jobs.Reissue{}, anewNot: map[string][]string{}}
	for _, a := range r.reissues {
		g.paysAnew[a.Instruction] = a
		if !a.Stands() {
			g.anewNot[a.Replaces] = append(g.anewNot[a.Replaces], fmt.Sprintf("%s was to pay it anew: %s; %s", a.Instruction, a.Reason, whyNot(a)))
		}
	}
	for _, p := range r.participants {
		g.names[p.ID] = p.Name
	}
	for _, f := range r.filesIn {
		g.files[f.ID] = f
	}
	for _, s := range r.statements {
		g.statementOf[s.ID] = s
	}
	for _, c := range r.conversions {
		g.settles[converted(c)] = c
	}
	return g
}

// picture builds all rows, the simple lists first, then what is computed and may err.
func (g *gatherer) picture() (Picture, error) {
	p := Picture{Risk: g.in.Risk.listed(), Screening: g.in.Screening.listed(), House: g.in.House, Zone: g.in.Zone.String(), AsOf: g.at(g.in.AsOf),
		Pivot: g.in.Pivot.Code(), Cycles: mapped(g.all, g.cycleRow), Checks: mapped(g.in.Checks, same[Check]),
		Inputs: mapped(g.inputs, g.inputFile), Refusals: mapped(g.refusals, refusal),
		Deferrals: mapped(g.deferrals, func(d jobs.Deferral) Deferral { return Deferral(d) }),
		Positions: mapped(g.positions, g.position), Conversions: mapped(g.conversions, conversion),
		RateQuestions: g.rateQuestions(), RateDecisions: mapped(g.rateDecisions, g.rateDecision), RateCharts: g.charts(),
		Orders: mapped(g.instructions, g.instruction), Lineage: g.lineage(),
		Release: mapped(g.releases, g.release), Approvals: mapped(g.approvals, g.approval),
		FilesOut: g.outgoing(), FilesIn: mapped(g.filesIn, g.fileIn), Late: g.in.Late, Waits: g.in.Waits, Held: g.in.Held, Answers: g.answers(),
		Statements: mapped(g.statements, g.statement), Matches: mapped(g.matches, g.match), Rules: g.rules(), Recalls: mapped(g.recalls, g.recall), RecallsOverdue: g.in.RecallsOverdue, CalendarsEnd: g.in.CalendarsEnd,
		Breaks: mapped(g.breaks, g.breakRow), Kinds: g.kinds(), Journal: mapped(g.journal, g.entry),
		Runs: mapped(g.runs, g.run), Balances: mapped(g.balances, balance)}
	p.Control, p.Safeguarding = g.in.Control, g.in.Safeguarding
	if g.in.LookBack {
		p.LookBack = g.lookedBack()
	}
	if g.in.Cycle != "" {
		valueDate := g.cycles[0].ValueDate.String()
		p.Control, p.Safeguarding = g.in.Control.on(valueDate), g.in.Safeguarding.on(valueDate)
	}
	if len(g.in.Reserve.Lines) > 0 {
		p.Reserve = &g.in.Reserve
	}
	if g.in.Cycle != "" {
		p.Cycle = g.cycleRow(g.cycles[0])
	}
	var err error
	for _, part := range []func(*Picture) error{g.setNetting, g.setWaiting, g.setExposure, g.setNostros,
		g.setHeadline} {
		if err = part(&p); err != nil {
			return Picture{}, err
		}
	}
	return p, nil
}

func (g *gatherer) at(t time.Time) Instant { return instant(t, g.in.Zone) }

// mapped turns each item into a row; no items give an empty list, never nil, so that JSON shows [].
func mapped[T, R any](items []T, row func(T) R) []R {
	rows := make([]R, len(items))
	for i, item := range items {
		rows[i] = row(item)
	}
	return rows
}

func same[T any](item T) T { return item }
