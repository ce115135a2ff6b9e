package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"golang.org/x/mod/sumdb/tlog"

	"nostro/calendar"
	"nostro/fx"
	"nostro/intake"
	"nostro/internal/store"
	"nostro/jobs"
	"nostro/jobs/alarm"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/netting"
	"nostro/reconcile"
	"nostro/risk/screening"
)

// The records of a small world: two participants, one cycle, one pay-out that was sent and booked.
var (
	inputFile = jobs.InputFile{SHA256: "c0ffee", Name: "obligations.csv", Kind: "obligations", Bytes: 512, TakenAt: at, TakenBy: "mia"}
	source    = jobs.Source{SHA256: "c0ffee", Line: 2}

	bank = intake.Participant{ID: "BANK", Name: "Bank of Nowhere", Kind: intake.Institution, BIC: "NOWHDEFF",
		Address: intake.Address{Street: "Main", Building: "1", PostCode: "12345", Town: "Berlin", Country: "DE"}}
	shop = intake.Participant{ID: "SHOP", Name: `Shop "Ümläut" & Co`, Kind: intake.Company,
		Address: intake.Address{Town: "Paris", Country: "FR"}, SettlementCurrency: usd}
	shopAccount = intake.Account{Participant: "SHOP", Currency: usd, Number: "FR1420041010050500013M02606", IBAN: true}
	shopMoved   = intake.Account{Participant: "SHOP", Currency: usd, Number: "7700-4411", AgentBIC: "NOWHDEFF"}

	obligation = jobs.Obligation{Obligation: intake.Obligation{ID: "O-1", Payer: "BANK", Payee: "SHOP",
		Amount: cents(10000), ValueDate: day, Reference: "invoice 1"},
		Seq: 1, State: lifecycle.ObligationAccepted, AcceptedAt: at, Source: source}

	cycle = jobs.Cycle{ID: "2026-11-24-1", ValueDate: day, State: lifecycle.CycleOpen, CutOffAt: at.Add(1), OpenedAt: at}

	fixing = fx.Fixing{Source: "ECB", Date: day, RawSHA256: "c0ffee", Rates: []fx.Rate{{
		Pair: fx.Pair{Base: eur, Quote: usd}, Bid: rate("1.0500"), Mid: rate("1.05"), Ask: rate("1.050000000000001")}},
		Ignored: []string{`line 9: "ABC"`}}

	position = jobs.Position{Cycle: cycle.ID, Participant: "SHOP", GrossIn: cents(10000), GrossOut: cents(0),
		Net: cents(10000), Count: 1}
	conversion = jobs.Conversion{Cycle: cycle.ID, Participant: "SHOP", From: cents(10000), To: money.FromMinor(usd, 10447),
		Mid: money.FromMinor(usd, 10500), Spread: money.FromMinor(usd, 52), Residual: money.FromMinor(usd, 1), SpreadBP: 50,
		MidRate: "1.05", ClientRate: "1.04475", Derivation: "ECB EUR/USD", Source: "ECB", FixingDate: day,
		RawSHA256: "c0ffee"}

	instruction = jobs.Instruction{ID: "N1", UETR: "11111111-1111-4111-8111-111111111111", Cycle: cycle.ID,
		Participant: "SHOP", Correspondent: "ALPHA", Direction: jobs.PayOut, Amount: money.FromMinor(usd, 10447),
		Booked: money.Zero(usd), Returned: money.Zero(usd), ValueDate: day, State: lifecycle.InstructionPlanned}
	release  = jobs.Release{Cycle: cycle.ID, Number: 1, Digest: "d1935700", Maker: "mia", WrittenAt: at}
	approval = jobs.ApprovalDecision{Request: 1, Number: 1, Digest: "d1935700", Checker: "cho", Roles: []string{"approver"}, Approved: true,
		Reason: "seen", Looked: "d1935700", At: at, Expires: at.Add(1)}
	request = jobs.ApprovalRequest{Number: 1, Kind: jobs.ApproveRelease, Subject: cycle.ID, Digest: "d1935700", What: "release 1", Content: "x",
		Maker: "mia", At: at, State: lifecycle.ApprovalWaiting,
		Needs:     []jobs.ApprovalNeed{{Persons: 2, People: []string{"cho", "eve"}, Roles: []string{"treasurer"}, Why: "large"}},
		Makers:    []jobs.ApprovalMaker{{Person: "mia", Did: "wrote the files"}},
		Decisions: []jobs.ApprovalDecision{approval},
		Steps:     []jobs.ApprovalStep{{Request: 1, Number: 1, State: lifecycle.ApprovalWaiting, Person: "mia", At: at}}}
	withdrawn = jobs.Withdrawal{Cycle: cycle.ID, Release: 2, Person: "cho", Reason: "wrong date", At: at}
	fileOut   = jobs.FileOut{Name: "out-1.xml", Cycle: cycle.ID, Release: 1, Correspondent: "ALPHA", Message: "pacs.008.001.08",
		MsgID: "M1", SHA256: "f11e", Bytes: 100, Transactions: 1, State: lifecycle.FileOutWritten}
	attempt = jobs.Attempt{File: "out-1.xml", Number: 1, StartedAt: at, Outcome: lifecycle.FileOutSending}

	fileIn = jobs.FileIn{ID: 1, Correspondent: "ALPHA", Name: "stmt.xml", SHA256: "ba2c", Bytes: 99, FetchedAt: at,
		State: lifecycle.FileInFetched, Sightings: 1, Dropped: true}
	statement = jobs.Statement{ID: 1, FileIn: 1, Correspondent: "ALPHA", Account: "DE1", BankID: "S-1", Sequence: 7,
		Currency: usd, Opening: money.FromMinor(usd, 20447), Closing: money.FromMinor(usd, 10000), ClosingDate: day,
		State: lifecycle.StatementRead, Entries: []reconcile.Entry{{Number: 1, Amount: money.FromMinor(usd, -10447),
			Booked: true, BookingDate: day, ValueDate: day, BankRef: "B1", Text: "pay-out", Batch: &reconcile.Batch{Ref: "1", Advice: "A-1", Count: 1},
			Details: []reconcile.Detail{{Number: 1, MsgID: "M1", InstrID: "N1", EndToEndID: "N1",
				UETR: instruction.UETR, BankRef: "B1/1", Text: "shop",
				Exchange: &reconcile.Exchange{Instructed: cents(9), Source: "EUR", Target: "USD", Unit: "EUR", Rate: "1.087"}}}}}}
	pageOne = jobs.Statement{ID: 2, FileIn: 1, Correspondent: "ALPHA", Account: "DE1", BankID: "S-2", Sequence: 8, Currency: usd, State: lifecycle.StatementRead,
		Detail: "it waits for page 2", Copy: "DUPL", Page: 1, Entries: []reconcile.Entry{}}
	sent = ledger.Entry{Key: "pay-out:N1:1", Kind: ledger.KindPayOut, ValueDate: day, Memo: "out-1.xml",
		Postings: []ledger.Posting{{Account: "participant:SHOP", Amount: money.FromMinor(usd, 10447)},
			{Account: "transit:ALPHA", Amount: money.FromMinor(usd, -10447)}}}
	match = jobs.Match{Statement: 1, Entry: 1, Detail: 1, Kind: string(reconcile.FindingPayOutBooked), Instruction: "N1",
		Amount: money.FromMinor(usd, 10447), Rule: reconcile.RuleUETR, Why: "same UETR", Journal: sent.Key}
	gap = jobs.Break{ID: 1, Key: "statement:1:0:0", Reason: reconcile.ReasonStatementGap, Correspondent: "ALPHA",
		Statement: 1, Amount: money.FromMinor(usd, -5), Text: "ask ALPHA", State: lifecycle.BreakOpen, OpenedAt: at, Detail: 2, Parent: 1, Journal: sent.Key}
	recalled = jobs.Recall{ID: 1, Instruction: "N1", Correspondent: "ALPHA", Reason: "DUPL", Note: "twice", CaseID: "RC1", MsgID: "RM1", File: "recall.xml",
		SHA256: strings.Repeat("a", 64), Bytes: 10, AskedBy: "ann", AskedAt: at, Steps: []jobs.RecallStep{{Recall: 1, Number: 1,
			State: lifecycle.RecallAsked, Why: "asked by ann", At: at}}}
	recallSaid = jobs.RecallAnswer{ID: 1, FileIn: 1, Correspondent: "ALPHA", Place: "resolution 1", CaseID: "RC1", InstrID: "N1", UETR: instruction.UETR,
		Code: "RJCR", Reason: "no", Recall: 1}
	advised = jobs.Advice{ID: 1, FileIn: 1, Correspondent: "ALPHA", Account: "DE1", MsgID: "A-1", BankID: "N-1", Copy: "DUPL", Number: 2,
		Booking: reconcile.Entry{Number: 2, Amount: money.FromMinor(usd, -10447), Booked: true, BookingDate: day, ValueDate: day, BankRef: "B1", Text: "batch",
			Batch: &reconcile.Batch{Ref: "1", Count: 1}, Details: []reconcile.Detail{{Number: 1, InstrID: "N1", Amount: money.FromMinor(usd, -10447)}}},
		State: lifecycle.AdviceWaiting, Why: "no statement yet"}
	kept    = jobs.SafeguardingRecord{Day: day, Number: 1, At: at, By: "ann", Content: "{}", SHA256: strings.Repeat("a", 64)}
	gapStep = jobs.BreakStep{Break: 1, Number: 1, Did: jobs.BreakAssigned, Person: "ann", At: at, Owner: "bea", Note: "asked ALPHA", Amount: cents(5),
		Instruction: "N1", Partner: 1, Journal: sent.Key, Approval: 1, Value: cents(6), Limit: cents(7)}
	signed   = jobs.SignedCheckpoint{Checkpoint: ledger.Checkpoint{Size: 1, Root: tlog.Hash{1, 2, 3}}, Note: "note", MadeAt: at}
	october  = jobs.PeriodClose{Until: calendar.MustDate("2026-10-31"), At: at, By: "ann"}
	conflict = jobs.RateConflict{Number: 1, Source: "ECB", Date: day, RawSHA256: "c0ffee", FoundAt: at, FoundBy: "ann",
		Offers: []jobs.RateOffer{{Pair: eurUSD, Known: fixing.Rates[0], Offered: fx.Rate{Pair: eurUSD, Bid: rate("1.04"),
			Mid: rate("1.05"), Ask: rate("1.06")}, PerUnits: 1}}}
	decision = jobs.RateDecision{Key: "conflict:1", Kind: jobs.AskConflict, What: "another rate", Source: "ECB", Date: day,
		Conflict: 1, Maker: "ann", Checker: "bea", Reason: "a typing error", At: at}
	visit = jobs.RateFetch{Number: 1, Feed: "ECB", Place: "https://rates.example/daily.xml", FetchedAt: at, FetchedBy: "ann",
		Outcome: jobs.FetchTaken, ETag: `"x"`, LastModified: "Tue, 24 Nov 2026 09:30:00 GMT", RawSHA256: "c0ffee", Detail: "1 fixing"}
	coverDeal = jobs.CoverDeal{ID: "T-1", Shares: []jobs.CoverShare{{Cycle: cycle.ID, Bought: money.FromMinor(usd, 10500), Sold: cents(10000)}}, Deal: fx.Deal{Pair: eurUSD, Rate: rate("1.05"), Bought: money.FromMinor(usd, 10500),
		Sold: cents(10000), TradeDate: day, ValueDate: day}, Counterparty: "ALPHA AG", BoughtAt: "ALPHA", SoldAt: "ALPHA",
		Digest: strings.Repeat("d", 64), Maker: "mia", MadeAt: at, State: lifecycle.DealRecorded}
	listVersion = jobs.ScreeningVersion{Number: 1, List: "watch", Format: screening.FormatCSV, Digest: strings.Repeat("a", 64), Entries: 1, Names: 2,
		Ignored: []screening.Ignored{{What: "x", Count: 3}}, TakenAt: at, TakenBy: "ann", Files: []jobs.ScreeningFile{{Part: 0, Name: "watch.csv", SHA256: "c0ffee"}}}
	listVisit = jobs.ScreeningVisit{Number: 1, List: "watch", Place: "in/watch.csv", FetchedAt: at, FetchedBy: "ann", Outcome: jobs.FetchTaken,
		ETag: "e", LastModified: "l", Version: 1, SHA256: "c0ffee", Detail: "version 1"}
	listedHit = jobs.ScreeningHit{ID: "H-1", Participant: "SHOP", Field: screening.FieldName, Value: "Shop", Compared: "shop", List: "watch", Version: 1,
		Entry: "7", EntryDigest: strings.Repeat("b", 64), EntryKind: screening.KindEntity, Programme: "P", Listed: "Schop", Score: 9000, FoundAt: at, FoundBy: "ann"}
	screenRun = jobs.ScreeningRun{Number: 1, Cycle: cycle.ID, At: at, By: "ann", Parties: 2, Hits: 1, Versions: []int64{1},
		Subjects: []jobs.ScreeningSubject{{Run: 1, Instruction: "N1", Digest: strings.Repeat("c", 64)}}, Found: []string{"H-1"}}
	hitDecision    = jobs.ScreeningDecision{Hit: "H-1", Cleared: true, Maker: "ann", Checker: "bea", Reason: "another shop", At: at}
	listAcceptance = jobs.ScreeningAcceptance{Key: "list:watch:2", What: "it shrank", Maker: "ann", Checker: "bea", Reason: "as published", At: at}

	coverDecision = jobs.CoverDecision{Deal: "T-1", Digest: coverDeal.Digest, Maker: "mia", Checker: "cho", Confirmed: true, Reason: "as agreed", At: at}
	coverLeg      = jobs.CoverLeg{Deal: "T-1", Side: jobs.SideSold, Statement: 1, Entry: 1, Detail: 1, Suspense: sent.Key,
		FoundBy: jobs.FoundByReference, FoundAt: at, Charge: cents(25)}
	limitChoice = jobs.LimitChoice{Cycle: cycle.ID, Place: "limits/1.json", SHA256: strings.Repeat("a", 64), DecidedAt: at}
	resend      = jobs.Resend{File: "out-1.xml", After: 1, State: lifecycle.FileOutFailed, Maker: "ann", Checker: "bea", Reason: "the bank has nothing", At: at}
	look        = jobs.QuarantineLook{FileIn: 1, Number: 1, By: "ann", At: at, State: lifecycle.FileInQuarantined, Detail: "no XML"}
	drop        = jobs.QuarantineDrop{FileIn: 1, Maker: "ann", Checker: "bea", Reason: "an advertisement", At: at}
	sealedOut   = jobs.SealedOut{File: "out-1.xml", Name: "out-1.xml.pgp", SHA256: strings.Repeat("e", 64), Bytes: 200, EncryptedTo: "AB", SignedBy: "CD", At: at}
	sealedIn    = jobs.SealedIn{Correspondent: "ALPHA", SHA256: strings.Repeat("f", 64), Name: "stmt.xml.pgp", Bytes: 200, FileIn: 1, SignedBy: "AB", At: at}
	expected    = jobs.ExpectedFile{Correspondent: "ALPHA", Expectation: "statement", Day: day, DueAt: at, RecordedAt: at}
	terms       = netting.Terms{Agreements: []netting.Agreement{{Name: "core", Model: netting.Bilateral, Participants: []string{"BANK", "SHOP"},
		Currencies: []money.Currency{eur, usd}, From: day, Until: day.AddDays(1)}, {Name: "all", Model: netting.Gross, Participants: []string{"BANK", "SHOP"}}},
		Default: netting.Gross}
	obligationHeld = jobs.ObligationMove{Obligation: "O-1", From: lifecycle.ObligationAccepted, To: lifecycle.ObligationHeld,
		By: "ann", Reason: "invoice disputed", At: at}
	obligationReleased = jobs.ObligationMove{Obligation: "O-1", From: lifecycle.ObligationHeld, To: lifecycle.ObligationAccepted,
		By: "bea", Reason: "settled out of court", At: at}
	shopHeld = jobs.ParticipantMove{Participant: "SHOP", From: lifecycle.ParticipantActive, To: lifecycle.ParticipantHeld,
		By: "ann", Reason: "insolvency", At: at}
	reserveMovement = jobs.ReserveMovement{Number: 1, Act: jobs.ReserveFund, Amount: cents(500), Participant: "SHOP", ValueDate: day,
		Reason: "paid back", By: "ann", Approval: 1, At: at}
	ran = jobs.Run{ID: 1, Stage: "net", Cycle: cycle.ID, User: "mia", StartedAt: at, Outcome: "nothing",
		Summary: "no obligations"}
)

// What the runner keeps.
var (
	lease  = jobs.Lease{Name: "runner", Holder: "p1", Fence: 2, Until: at.Add(60)}
	jobRun = jobs.JobRun{Job: "send", DueAt: at, State: lifecycle.JobRunWaiting, Reason: "moved", Attempts: 1, StartedAt: at,
		EndedAt: at.Add(1), NextAt: at.Add(60), Fence: 2, Outcome: jobs.OutcomeFailed, Summary: "the line is down"}
)

// By which rules was matched, and what one of them suggests.
var (
	rulesUsed = jobs.MatchingRules{Digest: reconcile.DefaultRules().Digest(), Text: reconcile.DefaultRules().Text(), FirstUsed: at}
	matchedBy = jobs.StatementMatching{Statement: 1, Digest: rulesUsed.Digest, At: at}
	suggested = jobs.Suggestion{Statement: 1, Entry: 1, Number: 1, Instruction: "N1", Rule: reconcile.RuleAlike, Why: "same amount"}
)

// What alarms keep.
var (
	raised = alarm.Alarm{ID: 1, Kind: alarm.UnknownFile, Subject: "out-1.xml", Severity: alarm.Page, State: lifecycle.AlarmRaised, Text: "cut off",
		Next: "nostro files show out-1.xml", FirstSeen: at, Since: at, LastSeen: at.Add(1), Count: 1}
	raising = alarm.Event{Number: 1, Alarm: 1, What: alarm.Raised, Occurrence: 1, Severity: alarm.Page, At: at, Text: "cut off"}
	notice  = alarm.Notice{Number: 1, Channel: "duty", State: lifecycle.NoticeWaiting, MadeAt: at, NextAt: at, Events: []int64{1}}
)

var eurUSD = fx.Pair{Base: eur, Quote: usd}

func rate(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// world returns a database that holds every record above, and its path.
func world(t testing.TB) (*store.Store, string) {
	t.Helper()
	s, path := open(t)
	populate(t, s)
	return s, path
}

func populate(t testing.TB, s *store.Store) {
	t.Helper()
	update(t, s, func(tx jobs.Tx) error {
		for _, step := range worldSteps(tx) {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
}

// worldSteps writes every record, in the order in which they need one another.
func worldSteps(tx jobs.Tx) []func() error {
	return slices.Concat(intakeSteps(tx), cycleSteps(tx), bankSteps(tx), operatorSteps(tx))
}

var (
	refusal = intake.Refusal{File: "obligations.csv", Line: 3, Field: "amount", Value: "1.005",
		Reason: "more decimals than EUR has", Remedy: "round it yourself", Raw: "a,\xff\xfe,1.005"}
	deferral = jobs.Deferral{Cycle: cycle.ID, Obligation: "O-1", Reason: "no route"}
	fetched  = jobs.FetchAttempt{Correspondent: "ALPHA", Name: "statement.xml", StartedAt: at, EndedAt: at.Add(1), File: 1,
		Detail: "it came again", Replies: []jobs.Reply{{At: at, Took: 5 * time.Millisecond, Act: "RETR \"a\"", Code: 226, Text: "ok"}}}
	bankStatus = jobs.BankStatus{ID: 1, FileIn: 1, Correspondent: "ALPHA", Place: "status 1", InstrID: "N1",
		UETR: instruction.UETR, MsgID: "M1", Code: "ACSP", Reason: "in process"}
	bankReturn = jobs.BankReturn{ID: 1, FileIn: 1, Correspondent: "ALPHA", Place: "return 1", InstrID: "N1",
		UETR: instruction.UETR, Returned: money.FromMinor(usd, 10400), Charges: money.FromMinor(usd, 47), Reason: "AC04"}
)
