package verify

import (
	"slices"
	"strings"
)

func orderCases() []tampering {
	return []tampering{
		{name: "deleted entry in the middle, leaf left", want: Tampered, entry: 14, field: "entry", since: 25,
			do: func(l *lab) { l.remove(14) }},
		{name: "deleted entry in the middle with its leaf", want: Tampered, entry: 14, field: "entry", since: 25,
			do: func(l *lab) {
				l.remove(14)
				l.sql("DELETE FROM log_leaf WHERE number = 14")
			}},
		{name: "deleted entry with leaf and hashes", want: Tampered, entry: 14, field: "number", since: 25,
			do: func(l *lab) {
				l.remove(14)
				l.sql("DELETE FROM log_leaf WHERE number = 14", "DELETE FROM log_hash WHERE position BETWEEN 23 AND 24")
			}},
		{name: "deleted entry, all later ones moved up, log made again", want: Tampered, field: "root", since: 25,
			says: "entries 13 to 25", do: func(l *lab) {
				l.remove(14)
				for n := 15; n <= worldEntries; n++ {
					l.sql(l.renumber(n, n-1)...)
				}
				l.relog()
			}},
		{name: "deleted last entry with everything", want: Tampered, entry: 40, field: "entry", since: 40,
			says: "signed 40 entries, here are 39", do: func(l *lab) {
				l.remove(40)
				l.relog()
			}},
		{name: "deleted last entry, hashes left", want: Tampered, entry: 40, field: "entry", do: func(l *lab) {
			l.removeCheckpoints(40)
			l.remove(40)
			l.sql("DELETE FROM log_leaf WHERE number = 40")
		}},
		{name: "deleted last entry and checkpoints, old note at hand", want: Tampered, entry: 40, field: "entry", since: 40,
			says: "40.note", do: func(l *lab) {
				l.remove(40)
				l.relog()
				l.removeCheckpoints(1)
				l.q.Checkpoints = l.notes
			}},
		{name: "reordered two", want: Tampered, entry: 13, field: "key", since: 25, says: "entry 14 (", do: func(l *lab) {
			l.sql(slices.Concat(l.renumber(13, 999), l.renumber(14, 13), l.renumber(999, 14))...)
		}},
		{name: "inserted before a checkpoint, log made again", want: Tampered, field: "root", since: 25,
			says: "entries 13 to 25", do: func(l *lab) {
				l.moveUp(20)
				l.insert(20, "charge:forged")
				l.relog()
			}},
		{name: "inserted far beyond the end", want: Tampered, entry: 41, field: "number", do: func(l *lab) {
			l.insert(1_000_000_000_000, "charge:forged")
		}},
		{name: "entry number zero", want: Tampered, field: "number", do: func(l *lab) { l.insert(0, "charge:forged") }},
	}
}

func logCases() []tampering {
	return []tampering{
		{name: "history altered, log made again", want: Tampered, field: "root", since: 12, says: "entries 1 to 12",
			do: func(l *lab) {
				l.sql("UPDATE posting SET minor = minor * 2 WHERE entry = 2")
				l.relog()
			}},
		{name: "changed tags", want: Tampered, entry: 9, field: "tags", do: func(l *lab) {
			l.sql("UPDATE log_leaf SET tags = zeroblob(80) WHERE number = 9")
		}},
		{name: "leaf row taken out", want: Tampered, entry: 9, field: "leaf", do: func(l *lab) {
			l.sql("DELETE FROM log_leaf WHERE number = 9")
		}},
		{name: "changed leaf hash", want: Tampered, entry: 5, field: "leaf", says: "the entry itself is as checkpoint 12",
			do: func(l *lab) { l.sql("UPDATE log_hash SET hash = zeroblob(32) WHERE position = 7") }},
		{name: "changed inner hash", want: Tampered, field: "log_hash 9", do: func(l *lab) {
			l.sql("UPDATE log_hash SET hash = zeroblob(32) WHERE position = 9")
		}},
		{name: "truncated log", want: Tampered, field: "log_hash 77", do: func(l *lab) {
			l.sql("DELETE FROM log_hash WHERE position = 77")
		}},
		{name: "emptied log", want: Tampered, entry: 1, field: "leaf", do: func(l *lab) {
			l.sql("DELETE FROM log_hash", "DELETE FROM log_leaf")
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
