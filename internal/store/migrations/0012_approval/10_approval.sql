-- What waits for a person, and what was decided. Kinds are not a closed set here: a newer program may ask more.

CREATE TABLE approval_request (
  number       INTEGER PRIMARY KEY,                        -- in the order in which they were asked
  kind         TEXT NOT NULL CHECK (kind <> ''),           -- release, mark, limits ...
  subject      TEXT NOT NULL CHECK (subject <> ''),        -- the id of what it is about
  digest       TEXT NOT NULL CHECK (digest <> ''),         -- of exactly what is asked
  what         TEXT NOT NULL,                              -- in words
  content      TEXT NOT NULL,                              -- exactly what is asked; '' where it is files
  maker        TEXT NOT NULL,                              -- who asked
  requested_at TEXT NOT NULL CHECK (length(requested_at) = 30),
  state        TEXT NOT NULL CHECK (state IN ('waiting', 'granted', 'used', 'refused', 'voided', 'expired'))
) STRICT;

CREATE INDEX approval_request_of ON approval_request (kind, subject);

-- How many persons must approve, and who counts: each of the list, or who has one of the roles; with neither, anyone.
CREATE TABLE approval_need (
  request INTEGER NOT NULL REFERENCES approval_request (number),
  number  INTEGER NOT NULL CHECK (number >= 1),
  persons INTEGER NOT NULL CHECK (persons >= 1),
  people  TEXT NOT NULL CHECK (json_valid(people)),
  roles   TEXT NOT NULL CHECK (json_valid(roles)),
  why     TEXT NOT NULL, -- the rule that asks for it
  PRIMARY KEY (request, number)
) STRICT, WITHOUT ROWID;

-- Who counts as maker of what is asked, and why: none of them may decide.
CREATE TABLE approval_maker (
  request INTEGER NOT NULL REFERENCES approval_request (number),
  person  TEXT NOT NULL,
  did     TEXT NOT NULL,
  PRIMARY KEY (request, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE approval_decision (
  request    INTEGER NOT NULL REFERENCES approval_request (number),
  number     INTEGER NOT NULL CHECK (number >= 1), -- order in which they were given
  digest     TEXT NOT NULL CHECK (digest <> ''),   -- what the checker saw
  checker    TEXT NOT NULL CHECK (checker <> ''),
  roles      TEXT NOT NULL CHECK (json_valid(roles)), -- which the checker had
  approved   INTEGER NOT NULL CHECK (approved IN (0, 1)),
  reason     TEXT NOT NULL,
  looked     TEXT NOT NULL, -- how much of the digest the checker named; '' where none
  decided_at TEXT NOT NULL CHECK (length(decided_at) = 30),
  expires_at TEXT CHECK (length(expires_at) = 30), -- NULL: never
  PRIMARY KEY (request, number)
) STRICT, WITHOUT ROWID;

-- Every move of a request, with who made it and why.
CREATE TABLE approval_step (
  request INTEGER NOT NULL REFERENCES approval_request (number),
  number  INTEGER NOT NULL CHECK (number >= 1),
  state   TEXT NOT NULL CHECK (state IN ('waiting', 'granted', 'used', 'refused', 'voided', 'expired')),
  person  TEXT NOT NULL,
  reason  TEXT NOT NULL,
  at      TEXT NOT NULL CHECK (length(at) = 30),
  PRIMARY KEY (request, number)
) STRICT, WITHOUT ROWID;

-- What was approved before, and what waited.
INSERT INTO approval_request (kind, subject, digest, what, content, maker, requested_at, state)
SELECT 'release', r.cycle, r.digest, 'release of cycle ' || r.cycle, '', r.maker, r.written_at,
       CASE WHEN c.state = 'approved' THEN 'granted' WHEN c.state IN ('sent', 'settled') THEN 'used' ELSE 'waiting' END
  FROM release AS r JOIN cycle AS c ON c.id = r.cycle ORDER BY r.written_at, r.cycle;

INSERT INTO approval_need (request, number, persons, people, roles, why)
SELECT number, 1, 1, '[]', '[]', 'every release' FROM approval_request;

INSERT INTO approval_maker (request, person, did) SELECT number, maker, 'wrote the files' FROM approval_request;

INSERT INTO approval_decision (request, number, digest, checker, roles, approved, reason, looked, decided_at)
SELECT q.number, row_number() OVER (PARTITION BY a.cycle ORDER BY a.id), a.digest, a.checker, '[]', a.approved, a.reason, '', a.at
  FROM approval AS a JOIN approval_request AS q ON q.subject = a.cycle;

INSERT INTO approval_step (request, number, state, person, reason, at)
SELECT number, 1, 'waiting', maker, '', requested_at FROM approval_request;

INSERT INTO approval_step (request, number, state, person, reason, at)
SELECT q.number, 2, 'granted', d.checker, d.reason, d.decided_at
  FROM approval_request AS q JOIN approval_decision AS d ON d.request = q.number
 WHERE q.state IN ('granted', 'used') AND d.approved = 1
   AND d.number = (SELECT max(l.number) FROM approval_decision AS l WHERE l.request = q.number AND l.approved = 1);

-- When it was used was not kept: the instant of the approval stands for it.
INSERT INTO approval_step (request, number, state, person, reason, at)
SELECT q.number, 3, 'used', s.person, 'sent', s.at
  FROM approval_request AS q JOIN approval_step AS s ON s.request = q.number AND s.number = 2 WHERE q.state = 'used';
