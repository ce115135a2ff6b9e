package export

import (
	"encoding/csv"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/money"
)

// told is what an export says: the entries, and the balances that it asserts.
type told struct {
	entries  []posted
	balances []ledger.Row
}

// reader reads an export back, by its own idea of the form. It fails by panic, which ends the test.
type reader struct {
	told
}

func (r *reader) last() *posted { return &r.entries[len(r.entries)-1] }

// set puts a detail into the last entry.
func (r *reader) set(name, text string) {
	e := r.last()
	switch name {
	case "number":
		e.number = whole(text)
	case "key":
		e.Key = text
	case "kind":
		if string(e.Kind) != text {
			panic("kind " + text)
		}
	case "booked-at":
		e.at = got(time.Parse(time.RFC3339Nano, text))
	case "evidence-sha256":
		e.Evidence.SHA256 = text
	case "evidence-place":
		e.Evidence.Place = text
	case "reverses":
		e.Reverses = text
	default:
		panic("detail " + name)
	}
}

func got[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func whole(text string) int64 { return got(strconv.ParseInt(text, 10, 64)) }

func sum(code, decimal string) money.Amount {
	return got(money.Parse(money.MustCurrency(code), decimal))
}

var (
	beanEntry   = regexp.MustCompile(`^(\S{10}) \* "(\S+)" (".*")$`)
	beanDetail  = regexp.MustCompile(`^  ([a-z0-9-]+): (.+)$`)
	beanPosting = regexp.MustCompile(`^  (\S+)  +(-?[0-9.]+) ([A-Z]{3})$`)
	beanBalance = regexp.MustCompile(`^\S{10} balance (\S+)  +(-?[0-9.]+) ~ 0 ([A-Z]{3})$`)
)

func readBeancount(text string) told {
	var r reader
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if m := beanEntry.FindStringSubmatch(line); m != nil {
			r.entries = append(r.entries, posted{Entry: ledger.Entry{ValueDate: calendar.MustDate(m[1]), Kind: ledger.Kind(m[2]),
				Memo: unquoted(m[3])}})
		} else if m := beanPosting.FindStringSubmatch(line); m != nil {
			r.last().Postings = append(r.last().Postings, ledger.Posting{Account: ours(m[1]), Amount: sum(m[3], m[2])})
		} else if m := beanBalance.FindStringSubmatch(line); m != nil {
			r.balances = append(r.balances, ledger.Row{Account: ours(m[1]), Balance: sum(m[3], m[2])})
		} else if m := beanDetail.FindStringSubmatch(line); m != nil && len(r.entries) > 0 {
			r.set(m[1], unquoted(m[2]))
		}
	}
	return r.told
}

func unquoted(text string) string {
	if !strings.HasPrefix(text, `"`) {
		return text
	}
	return regexp.MustCompile(`\\(.)`).ReplaceAllString(text[1:len(text)-1], "$1")
}

var (
	hledgerFirst   = regexp.MustCompile(`^(\S{10}) \* \((\d+)\) (\S+)(?: \| (.+))?$`)
	hledgerTag     = regexp.MustCompile(`^    ; ([a-z0-9-]+):([^,]*)$`)
	hledgerPosting = regexp.MustCompile(`^    (\S+)  +([A-Z]{3}) (-?[0-9.]+)$`)
	hledgerBalance = regexp.MustCompile(`^    (\S+)  +([A-Z]{3}) [0.]+ = [A-Z]{3} (-?[0-9.]+)$`)
)

func readHledger(text string) told {
	var r reader
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if m := hledgerFirst.FindStringSubmatch(line); m != nil {
			r.entries = append(r.entries, posted{number: whole(m[2]), Entry: ledger.Entry{ValueDate: calendar.MustDate(m[1]),
				Kind: ledger.Kind(m[3]), Memo: got(url.PathUnescape(m[4]))}})
		} else if m := hledgerBalance.FindStringSubmatch(line); m != nil {
			r.balances = append(r.balances, ledger.Row{Account: ledger.Account(m[1]), Balance: sum(m[2], m[3])})
		} else if m := hledgerPosting.FindStringSubmatch(line); m != nil {
			r.last().Postings = append(r.last().Postings, ledger.Posting{Account: ledger.Account(m[1]), Amount: sum(m[2], m[3])})
		} else if m := hledgerTag.FindStringSubmatch(line); m != nil {
			r.set(m[1], got(url.PathUnescape(m[2])))
		}
	}
	return r.told
}

func readCSV(text string) told {
	var r reader
	rows := got(csv.NewReader(strings.NewReader(text)).ReadAll())
	for _, row := range rows[1:] {
		cell := map[string]string{}
		for n, name := range rows[0] {
			cell[name] = row[n]
		}
		if cell["line"] == "1" {
			r.entries = append(r.entries, posted{headOf(cell), whole(cell["number"]), time.Time{}})
			r.set("booked-at", cell["booked_at"])
		}
		e := r.last()
		e.Postings = append(e.Postings, ledger.Posting{Account: ledger.Account(cell["account"]),
			Amount: sum(cell["currency"], cell["amount"])})
		if fmt.Sprint(len(e.Postings)) != cell["line"] || whole(cell["number"]) != e.number {
			panic(fmt.Sprint("lines out of order: ", row))
		}
	}
	return r.told
}

func headOf(cell map[string]string) ledger.Entry {
	return ledger.Entry{Key: bare(cell["key"]), Kind: ledger.Kind(cell["kind"]),
		ValueDate: calendar.MustDate(cell["value_date"]), Reverses: bare(cell["reverses"]), Memo: bare(cell["memo"]),
		Evidence: ledger.Evidence{SHA256: cell["evidence_sha256"], Place: bare(cell["evidence_place"])}}
}

func bare(text string) string { return strings.TrimPrefix(text, "'") }
