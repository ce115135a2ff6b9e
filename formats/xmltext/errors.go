package xmltext

import (
	"bytes"
	"errors"
	"fmt"
)

// The classes of what is refused; test with errors.Is.
var (
	// ErrEncoding: bytes that are not in the encoding of the file, or an encoding that is not known.
	ErrEncoding = errors.New("wrong encoding")
	// ErrSyntax: not well-formed XML.
	ErrSyntax = errors.New("not well-formed XML")
	// ErrTruncated: the input ends too early.
	ErrTruncated = errors.New("truncated XML")
	// ErrLimit: beyond Limits.
	ErrLimit = errors.New("XML beyond the limits")
	// ErrForbidden: a document type or a declaration of an entity.
	ErrForbidden = errors.New("forbidden XML")
)

// Error is why the input was refused, and where.
type Error struct {
	Class   error // one of the five
	Offset  int64 // bytes of the input as it was read
	Line    int   // 1 and up
	Problem string
	Remedy  string
}

// Error returns the refusal in one line.
func (e *Error) Error() string {
	return fmt.Sprintf("%v: line %d, byte %d: %s: %s", e.Class, e.Line, e.Offset, e.Problem, e.Remedy)
}

// Unwrap returns the class.
func (e *Error) Unwrap() error { return e.Class }

// The remedies.
const (
	remedyEncoding = "ask the sender which encoding this is, and to declare it"
	remedySender   = "ask the sender for a well-formed file"
	remedyResend   = "fetch the file again, or ask the sender for it"
	remedyLimit    = "look at the file: if it is honest, raise the limit"
	remedyForbid   = "ask the sender for a file without it: it could make the reader load or expand anything"
)

// refuse records the refusal of what stands at position at of the window. It is final.
func (t *Tokenizer) refuse(class error, at int, problem, remedy string) progress {
	line := t.line + bytes.Count(t.buf[t.r:at], lineFeed)
	t.err = &Error{Class: class, Offset: t.offset(at), Line: line, Problem: problem, Remedy: remedy}
	return failed
}

// broken refuses what is not well-formed.
func (t *Tokenizer) broken(at int, problem string) progress {
	return t.refuse(ErrSyntax, at, problem, remedySender)
}

// brokenf is broken with a formatted problem.
func (t *Tokenizer) brokenf(at int, format string, arguments ...any) progress {
	return t.broken(at, fmt.Sprintf(format, arguments...))
}

// beyond refuses what is larger than a limit.
func (t *Tokenizer) beyond(at int, what string, limit int) progress {
	return t.refuse(ErrLimit, at, fmt.Sprintf("%s: at most %d", what, limit), remedyLimit)
}

// excerptMax is how much of a name an error quotes.
const excerptMax = 40

// excerpt returns the beginning of a name for an error.
func excerpt(name []byte) string {
	if len(name) <= excerptMax {
		return string(name)
	}
	return string(bytes.ToValidUTF8(name[:excerptMax], nil)) + "..."
}
