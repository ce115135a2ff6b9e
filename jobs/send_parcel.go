package jobs

import (
	"context"
	"fmt"

	"nostro/lifecycle"
)

// parcel returns what goes to the bank for the file. Its bytes as they lie in the spool must be those that were
// written, and approved. Where they are encrypted or signed on the way, that is done once, and kept: what goes again
// is the same.
func (s *Stages) parcel(ctx context.Context, f FileOut) (Parcel, error) {
	data, err := s.Spool.Read("out/" + f.Name)
	if err != nil {
		return Parcel{}, err
	}
	if hashOf(data) != f.SHA256 {
		return Parcel{}, needsPerson("file %s in the spool is not the one that was written: restore it", f.Name)
	}
	type known struct {
		SealedOut
		found bool
	}
	sealed, err := view(ctx, s.Store, func(tx Tx) (k known, err error) {
		k.SealedOut, k.found, err = tx.SealedOut(f.Name)
		return k, err
	})
	switch {
	case err != nil:
		return Parcel{}, err
	case sealed.found:
		return s.sealedParcel(sealed.SealedOut)
	case s.wouldSeal(f) && (f.State == lifecycle.FileOutWritten || f.State == lifecycle.FileOutFailed):
		return s.seal(ctx, f, data)
	}
	return Parcel{Name: f.Name, SHA256: f.SHA256, Data: data}, nil
}

// wouldSeal tells whether the file is encrypted or signed on its way, as things are set now.
func (s *Stages) wouldSeal(f FileOut) bool {
	if s.Envelopes == nil {
		return false
	}
	_, seals := s.Envelopes.Seals(f.Correspondent, f.Name)
	return seals
}

func (s *Stages) sealedParcel(sealed SealedOut) (Parcel, error) {
	data, err := s.Spool.Read(sealed.SpoolName())
	if err != nil {
		return Parcel{}, err
	}
	if hashOf(data) != sealed.SHA256 {
		return Parcel{}, needsPerson("%s in the spool is not what was encrypted: restore it", sealed.SpoolName())
	}
	return Parcel{Name: sealed.Name, SHA256: sealed.SHA256, Data: data}, nil
}

// seal encrypts and signs a file, keeps the bytes, and commits that they are what goes.
func (s *Stages) seal(ctx context.Context, f FileOut, clear []byte) (Parcel, error) {
	made, err := s.Envelopes.Seal(f.Correspondent, f.Name, clear)
	if err != nil {
		return Parcel{}, &unsealed{fmt.Errorf("file %s was not sent: %w", f.Name, err)}
	}
	sealed := SealedOut{File: f.Name, Name: made.Name, SHA256: hashOf(made.Data), Bytes: int64(len(made.Data)),
		EncryptedTo: made.EncryptedTo, SignedBy: made.SignedBy, At: s.instant()}
	if err := s.Spool.Write(sealed.SpoolName(), made.Data); err != nil {
		return Parcel{}, err
	}
	if err := s.Store.Update(ctx, func(tx Tx) error { return tx.AddSealedOut(sealed) }); err != nil {
		return Parcel{}, err
	}
	return Parcel{Name: sealed.Name, SHA256: sealed.SHA256, Data: made.Data}, nil
}

// unsealed is the error of a file that could not be encrypted or signed. It stops no other.
type unsealed struct{ error }

// lookFor looks for the file at the bank. Where it may have gone encrypted, and how is not known here, as after a
// restore or a change of nostro.yaml, not to find its clear form proves nothing.
func (s *Stages) lookFor(ctx context.Context, session CourierSession, f FileOut, parcel Parcel) Delivery {
	seen := session.Look(ctx, parcel)
	if seen.State == lifecycle.FileOutFailed && parcel.Name == f.Name && s.wouldSeal(f) {
		seen.State = lifecycle.FileOutUnknown
		seen.Detail += "; but it may have gone encrypted, under another name, and how is not known here: ask the bank"
	}
	return seen
}
