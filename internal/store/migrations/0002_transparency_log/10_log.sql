-- The transparency log of the journal: leaf number N belongs to entry number N.

-- The leaf is written before the row of its entry, as the postings are.
CREATE TABLE log_leaf (
  number INTEGER PRIMARY KEY REFERENCES journal_entry (number) DEFERRABLE INITIALLY DEFERRED,
  tags   BLOB NOT NULL CHECK (length(tags) = 80) -- first 8 bytes of the hash of each of the ten fields
) STRICT;

-- The hashes of the tree, in the order of golang.org/x/mod/sumdb/tlog: each leaf, then what it completes.
CREATE TABLE log_hash (
  position INTEGER PRIMARY KEY, -- 0, 1, 2 ... without a gap
  hash     BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- A signed note about the log at one size.
CREATE TABLE checkpoint (
  size    INTEGER NOT NULL CHECK (size > 0), -- how many entries
  root    BLOB NOT NULL CHECK (length(root) = 32),
  note    TEXT NOT NULL CHECK (note <> ''),  -- the whole, with its signature
  made_at TEXT NOT NULL CHECK (length(made_at) = 30),
  PRIMARY KEY (size, made_at)
) STRICT;

CREATE TRIGGER log_leaf_follows BEFORE INSERT ON log_leaf
BEGIN
  SELECT RAISE(ABORT, 'log_leaf is append-only: its number must follow the last one without a gap')
   WHERE NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM log_leaf);
END;

CREATE TRIGGER log_leaf_never_changes BEFORE UPDATE ON log_leaf
BEGIN SELECT RAISE(ABORT, 'log_leaf is append-only: no row may change'); END;

CREATE TRIGGER log_leaf_never_goes BEFORE DELETE ON log_leaf
BEGIN SELECT RAISE(ABORT, 'log_leaf is append-only: no row may be deleted'); END;

CREATE TRIGGER log_hash_follows BEFORE INSERT ON log_hash
BEGIN
  SELECT RAISE(ABORT, 'log_hash is append-only: its position must follow the last one without a gap')
   WHERE NEW.position IS NOT (SELECT coalesce(max(position), -1) + 1 FROM log_hash);
END;

CREATE TRIGGER log_hash_never_changes BEFORE UPDATE ON log_hash
BEGIN SELECT RAISE(ABORT, 'log_hash is append-only: no row may change'); END;

CREATE TRIGGER log_hash_never_goes BEFORE DELETE ON log_hash
BEGIN SELECT RAISE(ABORT, 'log_hash is append-only: no row may be deleted'); END;

CREATE TRIGGER checkpoint_never_changes BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only: no row may change'); END;

CREATE TRIGGER checkpoint_never_goes BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only: no row may be deleted'); END;

CREATE TRIGGER checkpoint_never_replaced BEFORE INSERT ON checkpoint
WHEN EXISTS (SELECT 1 FROM checkpoint WHERE size = NEW.size AND made_at = NEW.made_at)
  OR EXISTS (SELECT 1 FROM checkpoint WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only: that row is there already'); END;

-- After the row and not before it, so that what is wrong with the entry itself is said first.
CREATE TRIGGER journal_entry_has_its_leaf AFTER INSERT ON journal_entry
BEGIN
  SELECT RAISE(ABORT, 'journal_entry: its leaf of the transparency log is missing')
   WHERE NOT EXISTS (SELECT 1 FROM log_leaf WHERE number = NEW.number);
END;
