package jobs

import (
	"fmt"

	"nostro/ledger"
	"nostro/lifecycle"
)

// evidenceOf names a fetched file and a place in it.
func evidenceOf(tx Tx, fileIn int64, place string) (ledger.Evidence, error) {
	files, err := tx.FilesIn()
	if err != nil {
		return ledger.Evidence{}, err
	}
	for _, f := range files {
		if f.ID == fileIn {
			return ledger.Evidence{SHA256: f.SHA256, Place: place}, nil
		}
	}
	return ledger.Evidence{}, fmt.Errorf("file in %d: %w", fileIn, ErrUnknownID)
}

// bankHasFile ends the doubt about the file that carries an instruction, now that the bank has answered to
// it, and returns the instruction as it is then. Whatever we believed about the delivery, also that it
// failed: the file is with the bank, and to send it again could pay twice.
func (s *Stages) bankHasFile(tx Tx, i Instruction) (Instruction, error) {
	if i.File == "" || !deliveryInDoubt(i.State) {
		return i, nil
	}
	f, err := fileOf(tx, i)
	if err != nil || f.State == lifecycle.FileOutSent {
		return i, err
	}
	if f.State == lifecycle.FileOutWritten || f.State == lifecycle.FileOutFailed {
		f.State = lifecycle.FileOutSending
		if err := tx.SaveFileOut(f); err != nil {
			return i, err
		}
		if err := s.setOut(tx, f); err != nil {
			return i, err
		}
	}
	return s.arrived(tx, i, f, "the bank's answer shows that it has the file")
}

// noticeServed ends the doubt about the notice that announced a pay-in: the money has come. Where the
// notice is known not to have arrived, it still goes, for others may stand in it.
func (s *Stages) noticeServed(tx Tx, i Instruction) (Instruction, error) {
	if i.File == "" || !deliveryInDoubt(i.State) {
		return i, nil
	}
	f, err := fileOf(tx, i)
	if err != nil || f.State != lifecycle.FileOutSending && f.State != lifecycle.FileOutUnknown {
		return i, err
	}
	return s.arrived(tx, i, f, "a pay-in that it announces is booked: whether it arrived matters no more")
}

// arrived counts a file that is on its way, or unknown, as sent.
func (s *Stages) arrived(tx Tx, i Instruction, f FileOut, why string) (Instruction, error) {
	f.State, f.SentAt, f.Detail = lifecycle.FileOutSent, s.instant(), why
	if err := tx.SaveFileOut(f); err != nil {
		return i, err
	}
	err := eachOfFile(tx, f, func(one Instruction) error { return s.afterDelivery(tx, one, f, f.State) })
	if err != nil {
		return i, err
	}
	i, _, err = tx.Instruction(i.ID)
	return i, err
}

// fileOf returns the file that carries the instruction.
func fileOf(tx Tx, i Instruction) (FileOut, error) {
	files, err := tx.FilesOut(i.Cycle)
	if err != nil {
		return FileOut{}, err
	}
	for _, f := range files {
		if f.Name == i.File {
			return f, nil
		}
	}
	return FileOut{}, fmt.Errorf("file %q of instruction %s: %w", i.File, i.ID, ErrUnknownID)
}
