package store

import "database/sql/driver"

// feedColumns are the columns of each feed, in the order of its column method.
var feedColumns = map[string]string{
	"posting": "entry, currency, account, minor, balance, line",
	"entry": "number, key, kind, value_date, booked_at, evidence_sha256, evidence_place, reverses, memo, postings, " +
		"leaf, tags",
	"key":    "key",
	"day":    "account, value_date, minor, first_entry, last_entry",
	"fixing": "source, date, raw_sha256, ignored, fixed_at, fetched_at, fetched_by",
	"rate":   "source, date, base, quote, bid, mid, ask, per_units",

	"obligation": "id, payer, payee, currency, minor, value_date, reference, line",
	"cell":       cellColumns(cellsMax),
	"refusal":    "line, field, file, value, reason, remedy, raw",
	"taking":     "first_seq, last_seq",
}

// The statements that take what the feeds hold. A feed is empty but for the length of its statement.
var (
	takePostings = "INSERT INTO posting (" + feedColumns["posting"] + ") SELECT * FROM temp.feed_posting"
	takeEntries  = "INSERT INTO journal_entry (" + feedColumns["entry"] + ") SELECT * FROM temp.feed_entry"
	takeDays     = "INSERT INTO account_day (" + feedColumns["day"] + ") SELECT * FROM temp.feed_day WHERE true " +
		"ON CONFLICT (account, value_date) DO UPDATE SET minor = minor + excluded.minor, last_entry = excluded.last_entry"
	takeSums = "INSERT INTO account_day (account, value_date, minor) SELECT account, value_date, minor FROM temp.feed_day WHERE true " +
		"ON CONFLICT (account, value_date) DO UPDATE SET minor = minor + excluded.minor"
)

// postingRow is a posting that waits to be written.
type postingRow struct {
	entry    int64
	currency string
	account  int64
	minor    int64
	balance  int64
	line     int64
}

type postingFeed []postingRow

func (f postingFeed) rows() int { return len(f) }

func (f postingFeed) column(row, column int) driver.Value {
	p := &f[row]
	switch column {
	case 0:
		return p.entry
	case 1:
		return p.currency
	case 2:
		return p.account
	case 3:
		return p.minor
	case 4:
		return p.balance
	}
	return p.line
}

type entryFeed []entryRow

func (f entryFeed) rows() int { return len(f) }

func (f entryFeed) column(row, column int) driver.Value {
	r := &f[row]
	switch column {
	case 0:
		return r.number
	case 1:
		return r.entry.Key
	case 2:
		return string(r.entry.Kind)
	case 3:
		return r.valueDate
	case 4:
		return r.bookedAt
	case 5:
		return r.entry.Evidence.SHA256
	case 6:
		return r.entry.Evidence.Place
	case 7:
		return ref(r.entry.Reverses)
	case 8:
		return r.entry.Memo
	case 9:
		return int64(len(r.entry.Postings))
	case 10:
		return r.leaf[:]
	}
	return r.tags
}

type keyFeed []string

func (f keyFeed) rows() int { return len(f) }

func (f keyFeed) column(row, _ int) driver.Value { return f[row] }

// dayRow is what was posted to an account with a value date.
type dayRow struct {
	account   int64
	valueDate string
	daySpan
}

type dayFeed []dayRow

func (f dayFeed) rows() int { return len(f) }

func (f dayFeed) column(row, column int) driver.Value {
	d := &f[row]
	switch column {
	case 0:
		return d.account
	case 1:
		return d.valueDate
	case 2:
		return d.minor
	case 3:
		return d.first
	}
	return d.last
}
