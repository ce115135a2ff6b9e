package verify

import "fmt"

const (
	nostroField = "account 6 (nostro:ALPHA USD)"
	nostroDay   = "account_day of account 6 (nostro:ALPHA USD), 2026-11-24"
)

// balanceCases change what follows from the postings. No checkpoint covers it, so none can have signed something
// else.
func balanceCases() []tampering {
	return []tampering{
		{name: "changed running balance", want: Tampered, entry: 15, field: "balance", most: 1, do: func(l *lab) {
			l.sql("UPDATE posting SET balance = balance + 1 WHERE entry = 15 AND account = 6")
		}},
		{name: "changed running balances from one on", want: Tampered, entry: 15, field: "balance", most: 1, do: func(l *lab) {
			l.sql("UPDATE posting SET balance = balance + 100 WHERE entry >= 15 AND account = 6")
		}},
		{name: "balance of more than 63 bits", want: Tampered, entry: 40, field: "balance", says: "is over 63 bits", do: func(l *lab) {
			l.sql("UPDATE posting SET minor = CASE account WHEN 6 THEN -1 ELSE 1 END * 6000000000000000000 WHERE entry IN (39, 40)",
				"UPDATE posting AS p SET balance = minor + (SELECT balance FROM posting WHERE account = p.account AND entry < 39 "+
					"ORDER BY entry DESC LIMIT 1) WHERE entry = 39", "UPDATE posting SET balance = 0 WHERE entry = 40")
		}},
		{name: "changed total of a day", want: Tampered, field: nostroDay, most: 1, do: func(l *lab) {
			l.sql("UPDATE account_day SET minor = minor + 1 WHERE account = 6")
		}},
		{name: "total of a day taken out", want: Tampered, field: nostroDay, says: "it is missing", do: func(l *lab) {
			l.sql("DELETE FROM account_day WHERE account = 6")
		}},
		{name: "total of a day on which nothing was posted", want: Tampered, field: "account_day of account 6 (nostro:ALPHA USD), 2026-11-25",
			says: "nothing was posted", do: func(l *lab) { l.sql("INSERT INTO account_day VALUES (6, '2026-11-25', 0, 1, 1)") }},
		{name: "total of an account that is not there", want: Tampered, field: "account_day of account 99, 2026-11-24", most: 1,
			do: func(l *lab) { l.sql("INSERT INTO account_day VALUES (99, '2026-11-24', 5, 1, 1)") }},
		{name: "last number lowered", want: Tampered, field: "sqlite_sequence of journal_entry", do: func(l *lab) {
			l.sql("UPDATE sqlite_sequence SET seq = 39")
		}},
		{name: "last number taken out", want: Tampered, field: "sqlite_sequence of journal_entry", do: func(l *lab) {
			l.sql("DELETE FROM sqlite_sequence")
		}},
		{name: "last number twice", want: Tampered, field: "sqlite_sequence of journal_entry", do: func(l *lab) {
			l.sql("INSERT INTO sqlite_sequence SELECT * FROM sqlite_sequence")
		}},
	}
}

// accountCases change rows to which many entries point: the row is named, not each entry.
func accountCases() []tampering {
	rename := func(id int, name string) string {
		return fmt.Sprintf("UPDATE account SET name = '%s' WHERE id = %d", name, id)
	}
	return []tampering{
		{name: "renamed account", want: Tampered, field: "account 6 (nostro:OMEGA USD), name", since: 12, most: 1,
			says: "of the 26 that were posted to it, from 3 to 40, none agrees", do: func(l *lab) { l.sql(rename(6, "nostro:OMEGA")) }},
		{name: "renamed account, posted to after a checkpoint", want: Tampered, most: 1,
			field: "account 8 (charges:GAMMA USD) or account 9 (nostro:BETA USD), name", tiled: true, since: 520, do: func(l *lab) {
				l.sql(rename(8, "charges:GAMMA"))
			}},
		{name: "two accounts that exchanged their names", want: Tampered, field: "account 6 (charges:ALPHA USD), name", since: 12, most: 2,
			do: func(l *lab) {
				l.sql(rename(6, "nostro:OMEGA"), rename(7, "nostro:ALPHA"), rename(6, "charges:ALPHA"))
			}},
		{name: "renamed account and a changed entry", want: Tampered, entry: 11, field: "postings", since: 12,
			says: "account 6 (nostro:OMEGA USD), name", do: func(l *lab) {
				l.sql(rename(6, "nostro:OMEGA"), "UPDATE posting SET minor = minor * 10 WHERE entry = 11")
			}},
		{name: "first entries of an account changed", want: Tampered, entry: 4, field: "postings", since: 12, most: 2, do: func(l *lab) {
			l.sql("UPDATE posting SET minor = minor * 10 WHERE entry IN (3, 4)")
			l.rebalance()
		}},
		{name: "renamed account with one entry", want: Tampered, entry: 1, field: "postings", since: 12, most: 1,
			says: "or account 2 (participant:FRONT JPY) or account 3 (participant:BANK USD), to which nothing else was posted", do: func(l *lab) {
				l.sql("UPDATE account SET name = 'participant:FRONT' WHERE name = 'participant:SHOP' AND currency = 'JPY'")
			}},
		{name: "renamed account, log made again", want: Tampered, field: "root", since: 12, says: "entries 1 to 12", do: func(l *lab) {
			l.sql(rename(6, "nostro:OMEGA"))
			l.relog()
		}},
		{name: "account with another's name", want: Tampered, field: "account 9 (nostro:ALPHA USD), name", tiled: true,
			says: "account 6 has that name and currency too", do: func(l *lab) {
				l.withoutUnique("account", "sqlite_autoindex_account_1", rename(9, "nostro:ALPHA"))
			}},
		{name: "account that makes one posting look like two", want: Tampered, field: "account 7 (x\tUSD\t9\ncharges:ALPHA USD), name",
			says: "no account has such a name", do: func(l *lab) {
				l.sql("PRAGMA ignore_check_constraints = 1", rename(7, "x\tUSD\t9\ncharges:ALPHA"))
			}},
		{name: "account in another currency", want: Tampered, field: "account 6 (nostro:ALPHA EUR), currency", most: 1,
			says: "the first is entry 3, in USD", do: func(l *lab) { l.sql("UPDATE account SET currency = 'EUR' WHERE id = 6") }},
		{name: "account in no currency", want: Tampered, field: "account 6 (nostro:ALPHA u$d), currency", says: "that is no currency", do: func(l *lab) {
			l.sql("UPDATE account SET currency = 'u$d' WHERE id = 6")
		}},
		{name: "account taken out", want: Tampered, field: "account 6", since: 12, most: 1,
			says: "its row is missing: 26 entries were posted to it, the first is entry 3", do: func(l *lab) {
				l.sql("DELETE FROM account WHERE id = 6")
			}},
	}
}
