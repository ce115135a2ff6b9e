-- Which cycle has taken which obligations, as runs of the sequence of acceptance.

CREATE TABLE taking (
  first_seq INTEGER PRIMARY KEY REFERENCES obligation (seq),
  last_seq  INTEGER NOT NULL REFERENCES obligation (seq) CHECK (last_seq >= first_seq), -- all between are taken too
  cycle     TEXT NOT NULL REFERENCES cycle (id)
) STRICT;

CREATE INDEX taking_of_cycle ON taking (cycle);

-- A run that a cycle gave back. It is free then, and may be taken again.
CREATE TABLE taking_given_back (
  number    INTEGER PRIMARY KEY, -- 1, 2, 3 ...
  cycle     TEXT NOT NULL REFERENCES cycle (id),
  first_seq INTEGER NOT NULL REFERENCES obligation (seq),
  last_seq  INTEGER NOT NULL REFERENCES obligation (seq) CHECK (last_seq >= first_seq),
  given_at  TEXT NOT NULL CHECK (length(given_at) = 30)
) STRICT;

CREATE INDEX taking_given_back_by ON taking_given_back (cycle, first_seq);

INSERT INTO taking (first_seq, last_seq, cycle) SELECT min(seq), max(seq), cycle FROM
  (SELECT seq, cycle, seq - row_number() OVER (PARTITION BY cycle ORDER BY seq) AS run FROM obligation WHERE cycle IS NOT NULL)
  GROUP BY cycle, run;

-- What became of an obligation that a cycle has follows from the state of the cycle: obligation.state says only whether
-- people hold or withdrew it.
UPDATE obligation SET state = 'accepted' WHERE cycle IS NOT NULL;
DROP TRIGGER obligation_content_stays;
DROP INDEX obligation_of_cycle;
ALTER TABLE obligation DROP COLUMN cycle;

CREATE INDEX obligation_aside ON obligation (seq) WHERE state <> 'accepted'; -- held or withdrawn: few

-- What the obligations of a cycle are.
CREATE VIEW taken_state AS
SELECT id AS cycle, CASE WHEN state IN ('open', 'closed') THEN 'accepted' WHEN state = 'settled' THEN 'settled' ELSE 'netted' END AS state
  FROM cycle;

CREATE VIEW obligation_now AS
SELECT o.seq, o.id, o.payer, o.payee, o.currency, o.minor, o.value_date, o.reference,
       CASE WHEN o.state = 'accepted' THEN coalesce(c.state, o.state) ELSE o.state END AS state,
       t.cycle, o.accepted_at, o.source_sha256, o.source_line
  FROM obligation AS o
  LEFT JOIN taking AS t ON t.first_seq = (SELECT max(first_seq) FROM taking WHERE first_seq <= o.seq) AND t.last_seq >= o.seq
  LEFT JOIN taken_state AS c ON c.cycle = t.cycle;
