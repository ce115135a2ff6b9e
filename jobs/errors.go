package jobs

import "errors"

// Classes of errors; test with errors.Is.
var (
	// ErrNeedsPerson marks what a person must decide or supply before the stage can go on.
	ErrNeedsPerson = errors.New("needs a person")
	// ErrKeyConflict marks an idempotency key that was used for other content.
	ErrKeyConflict = errors.New("the key stands for other content")
	// ErrUnknownID marks an id that names nothing.
	ErrUnknownID = errors.New("there is no such id")
	// ErrNotKept marks a folder that an endpoint does not have.
	ErrNotKept = errors.New("the endpoint has no such folder")
)
