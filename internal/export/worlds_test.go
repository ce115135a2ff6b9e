package export

import (
	"fmt"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/money"
)

// worlds are the books that goldens and programs are tried with.
func worlds(t *testing.T) map[string]memory {
	return map[string]memory{"empty": nil, "small": small(t), "hostile": hostile(), "huge": huge()}
}

func must(t *testing.T) func(ledger.Entry, error) ledger.Entry {
	return func(e ledger.Entry, err error) ledger.Entry {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
}

// small is a cycle with three exponents, whose value dates are not in the order of posting.
func small(t *testing.T) memory {
	ok := must(t)
	move := func(key, participant, bank string, a money.Amount, on string) ledger.Movement {
		return ledger.Movement{Key: key, Participant: participant, Correspondent: bank, Amount: a,
			ValueDate: calendar.MustDate(on), Evidence: proof, Memo: "story of " + key}
	}
	nets := []ledger.NetPosition{
		{Participant: "alfa", Net: amount(eur, 4649950)}, {Participant: "BOLT-7", Net: amount(eur, -4649950)},
		{Participant: "alfa", Net: amount(jpy, -120000)}, {Participant: "BOLT-7", Net: amount(jpy, 120000)},
		{Participant: "alfa", Net: amount(kwd, 1005)}, {Participant: "0x", Net: amount(kwd, -1005)}}
	stray := ok(ledger.Unexplained(move("booked:S1:3:unexplained", "", "rhein", amount(eur, 777), "2026-11-20"), true))
	return memory{
		ok(ledger.Opened(move("opening:rhein:EUR", "", "rhein", amount(eur, 10000000), "2026-11-23"))),
		ok(ledger.Netted("2026-11-24-1", day, nets, ledger.Evidence{})),
		ok(ledger.Converted(ledger.ConvertedPosition{Cycle: "2026-11-24-1", Participant: "alfa", ValueDate: day,
			From: amount(eur, 4649950), To: amount(usd, 4853385), Mid: amount(usd, 4882448), Spread: amount(usd, 29062),
			Residual: amount(usd, 1)})),
		ok(ledger.PayOutSent(move("pay-out:AB12", "alfa", "rhein", amount(eur, 50000), "2026-11-24"))),
		ok(ledger.PayOutBooked(move("booked:S1:1:pay-out-booked", "alfa", "rhein", amount(eur, 50000), "2026-11-25"))),
		ok(ledger.Charged(move("booked:S1:2:charge", "", "rhein", amount(eur, 350), "2026-11-25"))),
		stray,
		ok(ledger.Reverse(stray, ledger.ReversalKey(stray.Key))),
	}
}

// owners are names that differ where other programs see no difference, or do not take them.
var owners = []string{"a", "A", "ab", "aB", "Ab", "AB", "a.b", "a_b", "a-b", "A-B", "a--b", "A.B", "0x", "0X", "0",
	".", "_", "-", ".b", "-b", "_b", "dot", "a-dot-b", "a-cap", "A-cap", "A-CAP", "A-LOW", "X-is", "x-is-dot-b", "x.",
	"X_", "--", "a-low", "A-low", "low", "1-und-", "abcdefghijklmnopqrstuvwxyzABCDEFGHI", strings.Repeat(".", 35)}

// texts are memos, keys and places that mean something to one program or another.
var texts = []string{`"`, `\`, `\"`, `a "quoted" \ back\\slash\n`, "semicolon; comment", ";", "a | b", "|", "100% %3B",
	"date:2026-13-45", "x [2026-99-99] date:, key:b, number:1", "=1+1", "+1", "-1", "@SUM(A1)", "'=1", "'", " leading",
	"trailing ", "two  blanks", "ünïcode ✓ 東京 \U0001F4B6", "no\u00a0break", "line\u2028separator", "\u3000wide\u3000",
	" =wide", "＝1+1", "\ufeffmark", "\u202eoverride", "(code)", "! pending", "* posted", "2026-01-01 open Assets:X",
	"comma, and\u00a0, comma", "#tag ^link", "{cost} @@ 1", "''", " '", "~ 0"}

// hostile has every owner against its neighbour, in every class, with every text in every place of text.
func hostile() memory {
	classes := []func(string) ledger.Account{ledger.ParticipantAccount, ledger.NostroAccount, ledger.TransitAccount,
		ledger.SuspenseAccount, ledger.ChargesAccount}
	var all memory
	for n, owner := range owners {
		said := texts[n%len(texts)]
		e := ledger.Entry{Key: fmt.Sprintf("%s %d", said, n), Kind: ledger.KindUnexplained,
			ValueDate: day.AddDays(-n * 37 % 11), Evidence: ledger.Evidence{SHA256: proof.SHA256, Place: said}, Memo: said}
		rest := amount(clf, 0)
		for i, class := range classes {
			leg := amount(clf, int64(1+n+i*1000))
			rest, _ = rest.Sub(leg)
			e.Postings = append(e.Postings, ledger.Posting{Account: class(owner), Amount: leg})
		}
		e.Postings = append(e.Postings, ledger.Posting{Account: ledger.FXUnrealised, Amount: rest})
		all = append(all, e)
	}
	odd := ledger.Entry{Key: "=odd", Kind: ledger.KindCover, ValueDate: day, Postings: []ledger.Posting{
		{Account: ledger.FXPosition, Amount: amount(kwd, 1)}, {Account: ledger.FXSpread, Amount: amount(kwd, -1)}}}
	undo, _ := ledger.Reverse(odd, "+undo")
	return append(all, odd, undo)
}

// huge has amounts of 18 digits, balances that need all of 64 bits, and dates at the ends of the calendar.
func huge() memory {
	const most = 999_999_999_999_999_999
	var all memory
	for n, on := range []string{"9999-12-30", "0001-01-01", "2026-11-24", "1000-01-01", "3000-01-01", "1970-01-01",
		"2000-02-29", "2400-02-29", "0999-12-31"} {
		e := ledger.Entry{Key: fmt.Sprint(n), Kind: ledger.KindCover, ValueDate: calendar.MustDate(on)}
		for _, c := range []money.Currency{eur, jpy, kwd, clf} {
			e.Postings = append(e.Postings, ledger.Posting{Account: "nostro:rhein", Amount: amount(c, most)},
				ledger.Posting{Account: ledger.Reserve, Amount: amount(c, -most)})
		}
		all = append(all, e)
	}
	return all
}
