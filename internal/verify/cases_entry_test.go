package verify

import (
	"fmt"
)

func fieldCases() []tampering {
	set := func(field, value string, number int64) tampering {
		return tampering{name: "changed " + field, want: Tampered, entry: number, field: field, since: 25,
			do: func(l *lab) {
				l.sql(fmt.Sprintf("UPDATE journal_entry SET %s = %s WHERE number = %d", field, value, number))
			}}
	}
	return []tampering{
		set("value_date", "'2026-11-25'", 14), set("memo", "'another'", 15), set("key", "'pay-out:N99'", 17),
		set("booked_at", "'2026-11-24T11:59:59.000000000Z'", 13), set("kind", "'pay-out'", 16),
		set("evidence_sha256", "'"+shaOf(statusBytes)+"'", 15), set("evidence_place", "'statement S1, entry 4'", 18),
		{name: "changed reverses", want: Tampered, entry: 20, field: "reverses", since: 25, do: func(l *lab) {
			l.sql("UPDATE journal_entry SET reverses = (SELECT key FROM journal_entry WHERE number = 18) WHERE number = 20")
		}},
		{name: "moved date, totals made again", want: Tampered, entry: 14, field: "value_date", since: 25, do: func(l *lab) {
			l.sql("UPDATE journal_entry SET value_date = '2026-12-24' WHERE number = 14")
			l.rebalance()
		}},
		{name: "two fields of one entry", want: Tampered, entry: 5, field: "value_date, memo", since: 12, do: func(l *lab) {
			l.sql("UPDATE journal_entry SET memo = 'x', value_date = '2026-11-25' WHERE number = 5")
		}},
		{name: "changed number of postings", want: Tampered, entry: 7, field: "postings", says: "the row says that it has 3",
			do: func(l *lab) { l.sql("UPDATE journal_entry SET postings = 3 WHERE number = 7") }},
		{name: "field changed together with its tag", want: Tampered, entry: 7, field: "leaf", since: 12, do: func(l *lab) {
			l.sql("UPDATE journal_entry SET memo = 'x' WHERE number = 7")
			l.retag(7)
		}},
		{name: "changed tags", want: Tampered, entry: 9, field: "tags", do: func(l *lab) {
			l.sql("UPDATE journal_entry SET tags = zeroblob(80) WHERE number = 9")
		}},
		{name: "tags that are none", want: Tampered, entry: 9, field: "tags", do: func(l *lab) {
			l.sql("PRAGMA ignore_check_constraints = 1", "UPDATE journal_entry SET tags = x'00' WHERE number = 9")
		}},
		{name: "changed leaf", want: Tampered, entry: 5, field: "leaf", says: "the entry itself is as checkpoint 12",
			do: func(l *lab) { l.sql("UPDATE journal_entry SET leaf = zeroblob(32) WHERE number = 5") }},
		{name: "leaf and tags of another entry", want: Tampered, entry: 5, field: "leaf", says: "the entry itself is as checkpoint 12",
			do: func(l *lab) {
				l.sql("UPDATE journal_entry SET (leaf, tags) = (SELECT leaf, tags FROM journal_entry WHERE number = 6) WHERE number = 5")
			}},
		{name: "entry changed together with its leaf", want: Tampered, field: "root", since: 25, says: "entries 13 to 25",
			do: func(l *lab) {
				l.sql("UPDATE journal_entry SET memo = 'another' WHERE number = 15")
				l.relog()
			}},
	}
}

func postingCases() []tampering {
	return []tampering{
		{name: "changed amount", want: Tampered, entry: 11, field: "postings", since: 12, do: func(l *lab) {
			l.sql("UPDATE posting SET minor = minor * 10 WHERE entry = 11")
		}},
		{name: "changed amount, balances made again", want: Tampered, entry: 11, field: "postings", since: 12, do: func(l *lab) {
			l.sql("UPDATE posting SET minor = minor * 10 WHERE entry = 11")
			l.rebalance()
		}},
		{name: "unbalanced entry", want: Tampered, entry: 11, field: "postings", since: 12, says: "do not sum to zero in USD",
			do: func(l *lab) { l.sql("UPDATE posting SET minor = minor + 1 WHERE entry = 11 AND minor > 0") }},
		{name: "unbalanced entry, all made again", want: Tampered, entry: 38, field: "postings", since: 40,
			says: "do not sum to zero in USD", do: func(l *lab) {
				l.sql("UPDATE posting SET minor = minor + 1 WHERE entry = 38 AND minor > 0")
				l.rewrite()
			}},
		{name: "changed account", want: Tampered, entry: 13, field: "postings", since: 25, do: func(l *lab) {
			l.sql(fmt.Sprintf("UPDATE posting SET account = %d WHERE entry = 13 AND account = %d", l.account("participant:BANK"),
				l.account("nostro:ALPHA")))
			l.rebalance()
		}},
		{name: "changed currency", want: Tampered, entry: 13, field: "postings", since: 25, do: func(l *lab) {
			l.sql("UPDATE posting SET currency = 'EUR' WHERE entry = 13")
		}},
		{name: "changed currency, log made again", want: Tampered, field: "account 7 (charges:ALPHA USD), currency",
			says: "1 of the 12 postings to it say another, the first is entry 13, in EUR", do: func(l *lab) {
				l.sql("UPDATE posting SET currency = 'EUR' WHERE entry = 13")
				l.relog()
			}},
		{name: "postings swapped between entries", want: Tampered, entry: 17, field: "postings", since: 25,
			says: "entry 14 (", do: func(l *lab) {
				l.sql("UPDATE posting SET entry = 999 WHERE entry = 14", "UPDATE posting SET entry = 14 WHERE entry = 17",
					"UPDATE posting SET entry = 17 WHERE entry = 999")
			}},
		{name: "posting taken out", want: Tampered, entry: 13, field: "postings", since: 25, says: "2 are the fewest",
			do: func(l *lab) { l.sql("DELETE FROM posting WHERE entry = 13 AND minor > 0") }},
		{name: "postings of no entry", want: Tampered, entry: 77, field: "postings", says: "which the journal does not have",
			do: func(l *lab) { l.sql("INSERT INTO posting VALUES (77, 'USD', 1, 5, 5, 1), (77, 'USD', 2, -5, -5, 2)") }},
		{name: "posting of entry zero", want: Tampered, field: "postings", says: "which the journal does not have",
			do: func(l *lab) { l.sql("INSERT INTO posting VALUES (0, 'USD', 1, 5, 5, 1)") }},
		{name: "reversal of another amount, all made again", want: Tampered, entry: 30, field: "reverses", since: 40,
			says: "not the opposite of those of entry 29", do: func(l *lab) {
				l.sql("UPDATE posting SET minor = minor * 2 WHERE entry = 30")
				l.rewrite()
			}},
		{name: "reversal pointed elsewhere, all made again", want: Tampered, entry: 30, field: "reverses", since: 40,
			says: "not the opposite of those of entry 28", do: func(l *lab) {
				l.sql("UPDATE journal_entry SET reverses = (SELECT key FROM journal_entry WHERE number = 28) WHERE number = 30")
				l.rewrite()
			}},
		{name: "changed place in the entry", want: Tampered, entry: 7, field: "line", do: func(l *lab) {
			l.sql("UPDATE posting SET line = 3 WHERE entry = 7 AND line = 2")
		}},
	}
}
