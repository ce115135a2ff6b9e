package verify

import (
	"slices"
	"strings"
)

func deletionCases() []tampering {
	return []tampering{
		{name: "deleted entry in the middle", want: Tampered, entry: 14, field: "entry", since: 25, most: 3,
			says: "the journal goes on with entry 15", do: func(l *lab) { l.remove(14) }},
		{name: "deleted entries in the middle", want: Tampered, entry: 14, field: "entry", since: 25,
			says: "entries 14 to 16 are missing", do: func(l *lab) {
				for n := 14; n <= 16; n++ {
					l.remove(n)
				}
			}},
		{name: "deleted entry, postings left", want: Tampered, entry: 14, field: "postings", since: 25, do: func(l *lab) {
			l.sql("DELETE FROM journal_entry WHERE number = 14")
		}},
		{name: "deleted entry, all later ones moved up", want: Tampered, entry: 14, field: "number", since: 25,
			says: "entries 14 to 39 were booked as 15 to 40", do: func(l *lab) {
				l.remove(14)
				l.moveDown(15)
				l.rebalance()
			}},
		{name: "deleted entry, all later ones moved up, all made again", want: Tampered, field: "root", since: 25,
			says: "entries 13 to 25", do: func(l *lab) {
				l.remove(14)
				l.moveDown(15)
				l.rewrite()
			}},
		{name: "deleted last entry, all made again", want: Tampered, entry: 40, field: "entry", since: 40,
			says: "signed 40 entries, here are 39", do: func(l *lab) {
				l.remove(40)
				l.rewrite()
			}},
		{name: "deleted last entry and its checkpoint, last number left", want: Tampered, entry: 40, field: "entry",
			says: "SQLite keeps 40", do: func(l *lab) {
				l.removeCheckpoints(40)
				l.remove(40)
				l.rebalance()
			}},
		{name: "deleted last entries and their checkpoint, totals left", want: Tampered, field: nostroDay, do: func(l *lab) {
			l.removeCheckpoints(40)
			for n := 37; n <= 40; n++ {
				l.remove(n)
			}
			l.relog()
		}},
		{name: "deleted last entries and their checkpoint, tile left", want: Tampered, field: "log_tile 1 of level 1", tiled: true,
			says: "511 entries do not reach it", do: func(l *lab) {
				l.removeCheckpoints(41)
				l.sql("DELETE FROM posting WHERE entry > 511", "DELETE FROM journal_entry WHERE number > 511",
					"UPDATE sqlite_sequence SET seq = 511")
				l.rebalance()
			}},
		{name: "deleted last entry and checkpoints, old note at hand", want: Tampered, entry: 40, field: "entry", since: 40,
			says: "40.note", do: func(l *lab) {
				l.remove(40)
				l.rewrite()
				l.removeCheckpoints(1)
				l.q.Checkpoints = l.notes
			}},
		{name: "emptied journal, nothing left", want: Tampered, entry: 1, field: "entry", since: 12, do: func(l *lab) {
			l.sql("DELETE FROM posting", "DELETE FROM journal_entry", "DELETE FROM account_day", "DELETE FROM sqlite_sequence",
				"DELETE FROM entry_match")
		}},
	}
}

func placeCases() []tampering {
	return []tampering{
		{name: "reordered two", want: Tampered, entry: 13, field: "number", since: 25, says: "it was booked as entry 14", do: func(l *lab) {
			l.sql(slices.Concat(l.renumber(13, 999), l.renumber(14, 13), l.renumber(999, 14))...)
			l.rebalance()
		}},
		{name: "reordered two far apart", want: Tampered, entry: 500, field: "number", since: 520, tiled: true,
			says: "it was booked as entry 13", do: func(l *lab) {
				l.sql(slices.Concat(l.renumber(13, 999), l.renumber(500, 13), l.renumber(999, 500))...)
				l.rebalance()
			}},
		{name: "swapped two, leaves in their places", want: Tampered, entry: 13, field: "key", since: 25, says: "entry 14 (",
			do: func(l *lab) {
				l.sql(slices.Concat(l.renumber(13, 999), l.renumber(14, 13), l.renumber(999, 14))...)
				l.sql("UPDATE journal_entry AS e SET (leaf, tags) = (SELECT leaf, tags FROM journal_entry WHERE number = 27 - e.number) " +
					"WHERE number IN (13, 14)")
				l.rebalance()
			}},
		{name: "inserted before a checkpoint, all made again", want: Tampered, field: "root", since: 25,
			says: "entries 13 to 25", do: func(l *lab) {
				l.moveUp(20)
				l.insert(20, "charge:forged")
				l.rewrite()
			}},
		{name: "inserted at the end", want: Tampered, entry: 41, field: "leaf", do: func(l *lab) {
			l.insert(41, "charge:forged")
			l.retag(41)
		}},
		{name: "inserted far beyond the end", want: Tampered, entry: 41, field: "entry", do: func(l *lab) {
			l.insert(1_000_000_000_000, "charge:forged")
		}},
		{name: "entry number zero", want: Tampered, field: "number", do: func(l *lab) { l.insert(0, "charge:forged") }},
	}
}

func logCases() []tampering {
	return []tampering{
		{name: "history altered, all made again", want: Tampered, field: "root", since: 12, says: "entries 1 to 12",
			do: func(l *lab) {
				l.sql("UPDATE posting SET minor = minor * 2 WHERE entry = 2")
				l.rewrite()
			}},
		{name: "changed tile", want: Tampered, field: "log_tile 1 of level 1", tiled: true, most: 1, do: func(l *lab) {
			l.sql("UPDATE log_tile SET hash = zeroblob(32) WHERE n = 1")
		}},
		{name: "tile taken out", want: Tampered, field: "log_tile 0 of level 1", tiled: true, says: "is missing", do: func(l *lab) {
			l.sql("DELETE FROM log_tile WHERE n = 0")
		}},
		{name: "tile too many", want: Tampered, field: "log_tile 0 of level 2", tiled: true, most: 1, do: func(l *lab) {
			l.sql("INSERT INTO log_tile VALUES (2, 0, zeroblob(32))")
		}},
		{name: "leaf and its entry changed, tile left", want: Tampered, field: "log_tile 1 of level 1", tiled: true,
			says: "at least one of them was changed together with the log", do: func(l *lab) {
				l.sql("UPDATE journal_entry SET memo = 'another' WHERE number = 300", "CREATE TABLE kept AS SELECT * FROM log_tile")
				l.relog()
				l.sql("DELETE FROM log_tile", "INSERT INTO log_tile SELECT * FROM kept", "DROP TABLE kept")
			}},
		{name: "leaf changed, and the tile after it", want: Tampered, entry: 300, field: "leaf", tiled: true,
			says: "the entry itself is as checkpoint 520", do: func(l *lab) {
				l.sql("UPDATE journal_entry SET leaf = zeroblob(32) WHERE number = 300")
				l.sql("UPDATE log_tile SET hash = " + l.tileOfLeaves(257) + " WHERE n = 1")
			}},
	}
}

func checkpointCases() []tampering {
	const of25 = "checkpoint 25 made at 2026-11-24T12:00:25.000000000Z"
	return []tampering{
		{name: "changed root", want: Tampered, field: of25 + ", root", do: func(l *lab) {
			l.sql("UPDATE checkpoint SET root = zeroblob(32) WHERE size = 25")
		}},
		{name: "changed size", want: Tampered, field: strings.Replace(of25, "25", "24", 1) + ", size", do: func(l *lab) {
			l.sql("UPDATE checkpoint SET size = 24 WHERE size = 25")
		}},
		{name: "forged signature", want: Tampered, field: of25 + ", note", says: "signature is not good", do: func(l *lab) {
			l.sql("UPDATE checkpoint SET note = replace(note, char(10) || '25' || char(10), char(10) || '24' || char(10)) " +
				"WHERE size = 25")
		}},
		{name: "note that is none", want: Tampered, field: of25 + ", note", do: func(l *lab) {
			l.sql("UPDATE checkpoint SET note = 'trust me' WHERE size = 25")
		}},
		{name: "checkpoint of other books, signed by our key", want: Tampered, field: "root", since: 25, do: func(l *lab) {
			text, err := l.key.Sign("nostro/books\n25\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")
			must(l.t, err)
			l.q.Checkpoints = []Named{{"other.note", []byte(text)}}
		}},
	}
}
