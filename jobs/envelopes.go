package jobs

// Envelopes encrypts and signs what goes to correspondents, and decrypts and verifies what comes.
type Envelopes interface {
	// Seals tells whether files to the correspondent are encrypted or signed, and under which name one goes.
	Seals(correspondent, name string) (remote string, sealed bool)
	// Seal gives what goes in place of a file. Each call gives other bytes: they are made once and kept.
	Seal(correspondent, name string, clear []byte) (Sealed, error)
	// Opens tells whether files of the correspondent are to be decrypted or verified: those are read whole into memory.
	Opens(correspondent string) bool
	// Open gives the clear text of what came. It errs, in words for people, where the file is not all that must have
	// been done to it.
	Open(correspondent, name string, data []byte) (Opened, error)
}

// Sealed is what goes in place of a file.
type Sealed struct {
	Name        string // under which it goes
	Data        []byte
	EncryptedTo string // fingerprints; "" where it is not encrypted, or not signed
	SignedBy    string
}

// Opened is what came, in the clear.
type Opened struct {
	Clear    []byte
	Sealed   bool   // false: it came in the clear, as it may
	SignedBy string // fingerprint of the key that signed it; "" where no signature was asked for
}

// sealedName is where encrypted bytes are kept: by hash, so that nothing is ever replaced.
func sealedName(hash string) string { return "sealed/" + hash + ".pgp" }

// SpoolName returns the spool's name for the bytes that went.
func (s SealedOut) SpoolName() string { return sealedName(s.SHA256) }

// SpoolName returns the spool's name for the bytes that came.
func (s SealedIn) SpoolName() string { return sealedName(s.SHA256) }
