package jobs

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"

	"nostro/lifecycle"
	"nostro/reconcile"
)

// checkSettled looks for an instruction that counts as booked, settled or returned by more or less than its
// matches on proven statements say: sent is not settled.
func (b *books) checkSettled(tx Tx, f *findings) error {
	instructions, err := tx.InstructionsOf("")
	if err != nil {
		return err
	}
	of := map[string]Instruction{}
	for _, i := range instructions {
		of[i.ID] = i
	}
	booked, returned, err := b.matchedSums(tx, f, of)
	if err != nil {
		return err
	}
	for _, i := range instructions {
		f.counted++
		key := sumKey{i.ID, i.Amount.Currency()}
		if booked[key] != i.Booked.Minor() {
			f.fail("instruction %s counts %s as booked, its entries say otherwise", i.ID, i.Booked)
		}
		if returned[key] != i.Returned.Minor() {
			f.fail("instruction %s counts %s as returned, its entries say otherwise", i.ID, i.Returned)
		}
		ended := i.State == lifecycle.InstructionSettled || i.State == lifecycle.InstructionReturned
		if ended && i.Booked != i.Amount {
			f.fail("instruction %s is %s with %s of %s booked", i.ID, i.State, i.Booked, i.Amount)
		}
		if i.State == lifecycle.InstructionReturned && i.Returned != i.Amount {
			f.fail("instruction %s is returned with %s of %s back", i.ID, i.Returned, i.Amount)
		}
	}
	return nil
}

// matchedSums adds up what the matches say was booked and returned of each instruction. A
// match on a statement that is not proven does not hold; one that a person has undone counts for nothing.
func (b *books) matchedSums(tx Tx, f *findings, of map[string]Instruction) (booked, returned sums, err error) {
	statements, err := tx.Statements()
	if err != nil {
		return nil, nil, err
	}
	proven := map[int64]bool{}
	for _, st := range statements {
		proven[st.ID] = st.State == lifecycle.StatementProven
	}
	matches, err := tx.Matches()
	if err != nil {
		return nil, nil, err
	}
	booked, returned = sums{}, sums{}
	for _, m := range matches {
		if !proven[m.Statement] {
			f.fail("match on statement %d, which is not proven", m.Statement)
		}
		if b.witness.reversed[m.Journal] {
			continue
		}
		key, minor := sumKey{m.Instruction, m.Amount.Currency()}, m.Amount.Minor()+m.Charges.Minor()
		if i, known := of[m.Instruction]; known && m.exchanges(i) {
			key.currency, minor = i.Amount.Currency(), i.Amount.Minor()
		}
		switch reconcile.FindingKind(m.Kind) {
		case reconcile.FindingPayOutBooked, reconcile.FindingPayInBooked:
			booked[key] += minor
		case reconcile.FindingReturned:
			if m.takesBack(of[m.Instruction]) {
				minor = -minor
			}
			returned[key] += minor
		}
	}
	return booked, returned, nil
}

// checkFiles reads every file that was sent, received or imported and compares its bytes with the recorded hash.
func (s *Stages) checkFiles(tx Tx, f *findings) error {
	out, err := tx.FilesOut("")
	if err != nil {
		return err
	}
	for _, file := range out {
		s.checkBytes(f, "out/"+file.Name, file.SHA256, file.Bytes)
	}
	inputs, err := tx.InputFiles()
	if err != nil {
		return err
	}
	for _, file := range inputs {
		s.checkBytes(f, "raw/"+file.SHA256, file.SHA256, file.Bytes)
	}
	in, err := tx.FilesIn()
	if err != nil {
		return err
	}
	for _, file := range in {
		s.checkBytes(f, file.ArchiveName(), file.SHA256, file.Bytes)
	}
	if err := s.checkChoices(tx, f); err != nil {
		return err
	}
	return s.checkSealed(tx, f)
}

// checkSealed looks at the encrypted bytes that went and came.
func (s *Stages) checkSealed(tx Tx, f *findings) error {
	out, err := tx.SealedOuts()
	if err != nil {
		return err
	}
	for _, sealed := range out {
		s.checkBytes(f, sealed.SpoolName(), sealed.SHA256, sealed.Bytes)
	}
	in, err := tx.SealedIns()
	for _, sealed := range in {
		s.checkBytes(f, sealed.SpoolName(), sealed.SHA256, sealed.Bytes)
	}
	return err
}

func (s *Stages) checkBytes(f *findings, name, hash string, bytes int64) {
	f.counted++
	is, size, err := s.hashOfKept(name)
	if err != nil {
		f.fail("%s: %v", name, err)
	} else if is != hash || size != bytes {
		f.fail("%s: its bytes are not those that were recorded", name)
	}
}

// hashOfKept reads a file of the spool in memory that does not grow with it.
func (s *Stages) hashOfKept(name string) (hash string, size int64, err error) {
	from, err := s.Spool.Open(name)
	if err != nil {
		return "", 0, err
	}
	sum := sha256.New()
	size, err = io.Copy(sum, from)
	return hex.EncodeToString(sum.Sum(nil)), size, errors.Join(err, from.Close())
}
