package verify

func schemaCases() []tampering {
	return []tampering{
		{name: "dropped trigger", want: Tampered, field: "trigger posting_never_changes", says: "dropped",
			do: func(l *lab) { l.plain("DROP TRIGGER posting_never_changes") }},
		{name: "altered trigger", want: Tampered, field: "trigger posting_never_goes", says: "altered", do: func(l *lab) {
			l.plain("DROP TRIGGER posting_never_goes",
				"CREATE TRIGGER posting_never_goes BEFORE DELETE ON posting WHEN OLD.minor > 5 "+
					"BEGIN SELECT RAISE(ABORT, 'no'); END")
		}},
		{name: "added trigger", want: Tampered, field: "trigger siphon", says: "added", do: func(l *lab) {
			l.plain("CREATE TRIGGER siphon AFTER INSERT ON run BEGIN DELETE FROM refusal; END")
		}},
		{name: "table without its rules", want: Tampered, field: "table log_tile", do: func(l *lab) {
			l.plain("PRAGMA writable_schema = 1", "UPDATE sqlite_schema SET sql = "+
				"replace(sql, 'CHECK (length(hash) = 32)', '') WHERE name = 'log_tile'", "PRAGMA writable_schema = 0")
		}},
		{name: "table that nobody walks without its rules", want: Tampered, field: "table obligation", do: func(l *lab) {
			l.plain("PRAGMA writable_schema = 1", "UPDATE sqlite_schema SET sql = replace(sql, 'CHECK', '/**/CHECK') "+
				"WHERE name = 'obligation'", "PRAGMA writable_schema = 0")
		}},
		{name: "dropped index that is a rule", want: Tampered, field: "index journal_entry_reversed_once", says: "dropped",
			do: func(l *lab) { l.plain("DROP INDEX journal_entry_reversed_once") }},
		{name: "altered view", want: Tampered, field: "view journal", says: "altered", do: func(l *lab) {
			l.plain("DROP VIEW journal", "CREATE VIEW journal AS SELECT * FROM journal_entry WHERE number <> 7")
		}},
		{name: "dropped table", want: Tampered, field: "table checkpoint", do: func(l *lab) {
			l.plain("DROP TABLE checkpoint")
		}},
	}
}

func fileCases() []tampering {
	archived := "in/ALPHA/" + shaOf(statementBytes) + ".xml"
	return []tampering{
		{name: "changed file of a bank", want: Tampered, entry: 3, field: "spool " + archived, do: func(l *lab) {
			l.spoolFile(archived, []byte("<Document>statemenT</Document>"))
		}},
		{name: "changed file sent", want: Tampered, entry: 2, field: "spool out/pay-1.xml", do: func(l *lab) {
			l.spoolFile("out/pay-1.xml", []byte("<Document>Pay</Document>"))
		}},
		{name: "changed proof", want: Tampered, entry: 1, field: "spool proof/2026-11-24-1.csv", do: func(l *lab) {
			l.spoolFile("proof/2026-11-24-1.csv", []byte("x"))
		}},
		{name: "changed input", want: Tampered, field: "spool raw/" + shaOf(inputBytes), do: func(l *lab) {
			l.spoolFile("raw/"+shaOf(inputBytes), []byte("x"))
		}},
		{name: "changed hash of a file in", want: Tampered, entry: 3, field: "file_in 1, sha256", do: func(l *lab) {
			l.sql("UPDATE file_in SET sha256 = '" + shaOf([]byte("x")) + "' WHERE id = 1")
		}},
		{name: "changed hash of a file out, no spool", want: Tampered, entry: 2, field: "file_out pay-1.xml, sha256",
			do: func(l *lab) {
				l.q.Spool = ""
				l.sql("UPDATE file_out SET sha256 = '" + shaOf([]byte("x")) + "'")
			}},
	}
}

// untellable are those that leave no contradiction behind. To call them tampered would be a guess.
func untellable() []tampering {
	return []tampering{
		{name: "inserted after the last checkpoint, log made again", want: CannotTell, says: "entries 41 to 41 come after",
			do: func(l *lab) {
				l.insert(41, "charge:forged")
				l.rewrite()
			}},
		{name: "checkpoints taken out", want: CannotTell, says: "no checkpoint of a known key", do: func(l *lab) {
			l.removeCheckpoints(1)
		}},
		{name: "last checkpoint taken out, end rewritten", want: CannotTell, says: "entries 26 to 40 come after",
			do: func(l *lab) {
				l.removeCheckpoints(26)
				l.sql("UPDATE posting SET minor = minor * 3 WHERE entry = 33")
				l.rewrite()
			}},
		{name: "end rewritten with an instant that goes back", want: CannotTell,
			says: "2 entries, the first is entry 34, were booked at an instant before", do: func(l *lab) {
				l.removeCheckpoints(26)
				l.sql("UPDATE journal_entry SET booked_at = '2026-11-24T13:00:00.000000000Z' WHERE number IN (33, 36)")
				l.rewrite()
			}},
		{name: "last entry taken out after the last checkpoint left", want: Verified, says: "leave no trace",
			do: func(l *lab) {
				for n := worldEntries; n > 25; n-- {
					l.remove(n)
				}
				l.removeCheckpoints(26)
				l.rewrite()
			}},
		{name: "index with other balances than its table", want: CannotTell, says: "missing from index posting_of_account", do: func(l *lab) {
			l.plain("CREATE TABLE other AS SELECT entry, account, balance + 1 AS balance, currency FROM posting",
				"CREATE INDEX forged ON other (account, entry, balance, currency)")
			l.plain("PRAGMA writable_schema = 1", "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE "+
				"name = 'forged') WHERE name = 'posting_of_account'", "DELETE FROM sqlite_schema WHERE name IN ('other', 'forged')")
		}},
		{name: "added view", want: Verified, says: "somebody added index mine, table yours, view ours", do: func(l *lab) {
			l.plain("CREATE INDEX mine ON journal_entry (memo)", "CREATE TABLE yours (a)", "CREATE VIEW ours AS SELECT 1", "ANALYZE")
		}},
		{name: "account to which nothing was posted", want: Verified, says: "1 accounts have no posting", do: func(l *lab) {
			l.sql("INSERT INTO account VALUES (99, 'reserve', 'USD')")
		}},
		{name: "lines of an entry exchanged", want: Verified, do: func(l *lab) {
			l.sql("UPDATE posting SET line = 3 - line WHERE entry = 7")
		}},
		{name: "removed file", want: CannotTell, says: "out/pay-1.xml (file_out pay-1.xml) is not in the spool",
			do: func(l *lab) { l.spoolFile("out/pay-1.xml", nil) }},
		{name: "removed proof", want: CannotTell, says: "of entry 1 (netting:", do: func(l *lab) {
			l.spoolFile("proof/2026-11-24-1.csv", nil)
		}},
		{name: "another spool", want: CannotTell, says: "is it the spool of these books?", do: func(l *lab) {
			l.q.Spool = l.t.TempDir()
		}},
		{name: "no key", want: CannotTell, says: "no key was given", do: func(l *lab) { l.q.Keys = nil }},
		{name: "key of somebody else", want: CannotTell, says: "signed by a key that was not given", do: func(l *lab) {
			l.q.Keys = []string{newSigner(l.t, "nostro-0badcafe").public}
		}},
		{name: "newer schema", want: CannotTell, says: "use a newer one", do: func(l *lab) {
			l.plain("INSERT INTO schema_migration VALUES (99, '0099_later', 'x', 'y')")
		}},
		{name: "another build", want: CannotTell, says: "another build of Nostro", do: func(l *lab) {
			l.plain("DROP TRIGGER run_never_goes", "UPDATE schema_migration SET sha256 = 'x' WHERE version = 2")
		}},
		{name: "older schema", want: CannotTell, says: "has schema version 2, this verifier reads 3", do: func(l *lab) {
			l.plain("DELETE FROM schema_migration WHERE version > 2")
		}},
	}
}
