package jobs

// OperatorTx is what people decide about files, and what is kept beside them.
type OperatorTx interface {
	// AddResend adds a decision; there is one for each attempt that it follows.
	AddResend(r Resend) error
	// Resends returns all by file and attempt.
	Resends() ([]Resend, error)
	// AddQuarantineLook adds one; its number is one more than that of the last.
	AddQuarantineLook(l QuarantineLook) error
	// QuarantineLooks returns all by file and number.
	QuarantineLooks() ([]QuarantineLook, error)
	// AddQuarantineDrop adds the only one of a file.
	AddQuarantineDrop(d QuarantineDrop) error
	// QuarantineDrops returns all by file.
	QuarantineDrops() ([]QuarantineDrop, error)
	// AddSealedOut adds the only one of a file.
	AddSealedOut(s SealedOut) error
	SealedOut(file string) (s SealedOut, found bool, err error)
	// SealedOuts returns all by file.
	SealedOuts() ([]SealedOut, error)
	// AddSealedIn adds the only one with those bytes from that correspondent.
	AddSealedIn(s SealedIn) error
	SealedIn(correspondent, sha256 string) (s SealedIn, found bool, err error)
	// SealedIns returns all by correspondent and hash.
	SealedIns() ([]SealedIn, error)
	// SaveExpectedFile adds one, or writes once what became of the one that is there.
	SaveExpectedFile(e ExpectedFile) error
	// ExpectedFiles returns all by correspondent, expectation and day.
	ExpectedFiles() ([]ExpectedFile, error)
}
