package jobs

import (
	"context"
	"fmt"
	"slices"

	"nostro/lifecycle"
)

// fetched is what came, after it was opened.
type fetched struct {
	clear  []byte           // nil where it is in the spool alone
	hash   string           // of the clear bytes, "" until they are in the spool
	bytes  int64            // so many
	state  lifecycle.FileIn // fetched; or quarantined where it did not open, and clear is what came
	why    string           // it did not open
	seen   bool             // the same encrypted bytes came before, and were opened then
	sealed *SealedIn        // the encrypted bytes, which are kept too; nil where it came in the clear
}

// inClear is what needs no opening.
func inClear(data []byte) fetched { return fetched{clear: data, state: lifecycle.FileInFetched} }

// inSpool is what lies in the spool as a file in, and needs no opening.
func inSpool(hash string, bytes int64) fetched {
	return fetched{hash: hash, bytes: bytes, state: lifecycle.FileInFetched}
}

// openFetched decrypts and verifies what came. The encrypted bytes are in the spool when it returns.
func (s *Stages) openFetched(ctx context.Context, c Correspondent, try FetchAttempt, data []byte) (fetched, error) {
	if s.Envelopes == nil {
		return inClear(data), nil
	}
	hash := hashOf(data)
	seen, err := view(ctx, s.Store, func(tx Tx) (bool, error) {
		_, found, err := tx.SealedIn(c.ID, hash)
		return found, err
	})
	if err != nil || seen {
		return fetched{seen: seen}, err
	}
	opened, err := s.Envelopes.Open(c.ID, try.Name, data)
	if err != nil {
		return fetched{clear: data, state: lifecycle.FileInQuarantined, why: err.Error()}, nil
	}
	out := inClear(opened.Clear)
	if !opened.Sealed {
		return out, nil
	}
	out.sealed = &SealedIn{Correspondent: c.ID, SHA256: hash, Name: try.Name, Bytes: int64(len(data)), SignedBy: opened.SignedBy, At: s.instant()}
	return out, s.Spool.Write(sealedName(hash), data)
}

// keep records the encrypted bytes beside the file in that their clear text is.
func (f fetched) keep(tx Tx, fileIn int64) error {
	if f.sealed == nil {
		return nil
	}
	sealed := *f.sealed
	sealed.FileIn = fileIn
	return tx.AddSealedIn(sealed)
}

// retrySealed opens again what lies in quarantine as it came, as after a change of keys. Where it opens, its clear text
// is taken in as a file of its own, and this one says which.
func (s *Stages) retrySealed(ctx context.Context, f FileIn) (now FileIn, done bool, err error) {
	if s.Envelopes == nil {
		return f, false, nil
	}
	verified, err := view(ctx, s.Store, func(tx Tx) (bool, error) { return cameSealed(tx, f) })
	if err != nil || verified {
		return f, false, err
	}
	data, err := s.Spool.Read(f.ArchiveName())
	if err != nil {
		return f, false, err
	}
	opened, wrong := s.Envelopes.Open(f.Correspondent, f.Name, data)
	switch {
	case wrong != nil:
		f.Detail = wrong.Error()
	case !opened.Sealed:
		return f, false, nil
	default:
		c, err := s.Settings.Correspondent(f.Correspondent)
		if err != nil {
			return f, false, err
		}
		if err := s.keepFetched(ctx, c, s.tryNow(c, f.Name, nil), data, &collectTally{}); err != nil {
			return f, false, err
		}
		f.State, f.Message, f.Detail = lifecycle.FileInRead, "OpenPGP", "its clear text is a file of its own, which nostro collect reads"
	}
	return f, true, s.Store.Update(ctx, func(tx Tx) error {
		if err := tx.SaveFileIn(f); err != nil {
			return err
		}
		return tx.AddQuarantineLook(QuarantineLook{FileIn: f.ID, By: s.User, At: s.instant(), State: f.State, Detail: f.Detail})
	})
}

// cameSealed tells whether the very bytes of the file came encrypted or signed too, and opened: then they count.
func cameSealed(tx Tx, f FileIn) (bool, error) {
	all, err := tx.SealedIns()
	return slices.ContainsFunc(all, func(sealed SealedIn) bool { return sealed.FileIn == f.ID }), err
}

// readAgain reads a file in quarantine, and keeps that it was looked at.
func (s *Stages) readAgain(ctx context.Context, f FileIn, tally *collectTally) (FileIn, error) {
	err := s.readFile(ctx, f, tally, func(tx Tx, now FileIn) error {
		f = now
		return tx.AddQuarantineLook(QuarantineLook{FileIn: f.ID, By: s.User, At: s.instant(), State: now.State, Detail: now.Detail})
	})
	return f, err
}

// keepAfterAll notes that a text which came in the clear, and lies in quarantine for that, came again as it must.
func (s *Stages) keepAfterAll(tx Tx, known FileIn, try FetchAttempt, tally *collectTally) error {
	try.File, try.Detail = known.ID, fmt.Sprintf("it is what %s was, signed and encrypted as it must be", known.Name)
	tally.notes = append(tally.notes, fmt.Sprintf("%s: %s: %s", known.Correspondent, try.Name, try.Detail))
	known.Sightings++
	if err := tx.SaveFileIn(known); err != nil {
		return err
	}
	return tx.AddFetchAttempt(try)
}
