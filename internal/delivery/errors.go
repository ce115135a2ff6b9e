package delivery

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"os"
	"strconv"
	"strings"
	"unicode"
)

// Class is what can be done about an error.
type Class string

// The classes. Temporary: the same may work later. Permanent: not before somebody changes something.
// Unknown: nobody can tell what the other side did; look before acting again.
const (
	Temporary Class = "temporary"
	Permanent Class = "permanent"
	Unknown   Class = "unknown"
)

// Error is a refusal or a breakdown at an endpoint. It never holds a password.
type Error struct {
	Correspondent string
	Act           string // what was being done, such as "RNTO out/a.xml"
	Code          int    // of the server's reply, 0 where none came
	Class         Class
	Text          string // what was said, and what to do next
	cause         error  // only what tests with errors.Is may ask for, and what holds no server text
}

// Error says where, what and why.
func (e *Error) Error() string {
	return fmt.Sprintf("%s: %s: %s (%s)", e.Correspondent, e.Act, e.Text, e.Class)
}

// Unwrap returns context.Canceled, context.DeadlineExceeded, os.ErrDeadlineExceeded or nil.
func (e *Error) Unwrap() error { return e.cause }

// textMax bounds what is kept of a server's words.
const textMax = 300

// replyClasses says what a refusing reply means (RFC 959, 4.2; RFC 4217 for 53x; 522 of RFC 2428). With
// one of these the server says that it did not do it. A code that is not here is Unknown: 421, 425, 426 and
// 451 are not, for they end something that was under way.
var replyClasses = map[int]Class{
	430: Permanent, 450: Temporary, 452: Temporary,
	500: Permanent, 501: Permanent, 502: Permanent, 503: Permanent, 504: Permanent,
	521: Permanent, 522: Permanent, 530: Permanent, 532: Permanent, 533: Permanent, 534: Permanent,
	535: Permanent, 536: Permanent, 537: Permanent,
	550: Permanent, 551: Permanent, 552: Permanent, 553: Permanent,
}

// replyCode returns the code of the server's reply in err, 0 where there is none.
func replyCode(err error) int {
	var reply *textproto.Error
	if errors.As(err, &reply) {
		return reply.Code
	}
	var own *Error
	if errors.As(err, &own) {
		return own.Code
	}
	return 0
}

// refused tells that the server said, in words that have one meaning, that it did not do it.
func refused(err error) bool {
	_, known := replyClasses[replyCode(err)]
	return known
}

// classify puts an error of the socket or of the server into its class.
func classify(err error) Class {
	if class, known := replyClasses[replyCode(err)]; known {
		return class
	}
	return Unknown
}

// inStep tells that the control connection can go on: the server refused, in one reply. After a transfer
// that was cut some servers send two replies, and a good reply that does not fit the command belongs to
// another one; from then on every reply would be taken for the next command's.
func inStep(err error) bool {
	var number *strconv.NumError
	if errors.As(err, &number) {
		return true // a whole reply, with text in place of a number
	}
	switch code := replyCode(err); code {
	case 421, 425, 426, 451:
		return false
	default:
		return code >= 400 && code <= 599
	}
}

// failure makes an Error of whatever went wrong, without the password.
func (s *session) failure(act string, err error) error {
	var own *Error
	if errors.As(err, &own) {
		return err
	}
	text := err.Error()
	var reply *textproto.Error
	switch {
	case errors.As(err, &reply):
		text = fmt.Sprintf("the server said %d %s", reply.Code, reply.Msg)
	case errors.Is(err, context.Canceled):
		text = "cancelled"
	case isTimeout(err):
		text = fmt.Sprintf("no answer in time: each step may take %s", s.endpoint.Deadline)
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		text = "the server closed the connection"
	}
	return &Error{s.correspondent, s.masked(act), replyCode(err), classify(err), s.masked(text), cause(err)}
}

// wordsOf returns what an error of ours says happened.
func wordsOf(err error) string {
	var own *Error
	if errors.As(err, &own) {
		return own.Text
	}
	return err.Error()
}

func cause(err error) error {
	for _, known := range []error{context.Canceled, context.DeadlineExceeded, os.ErrDeadlineExceeded} {
		if errors.Is(err, known) {
			return known
		}
	}
	return nil
}

func isTimeout(err error) bool {
	var network net.Error
	return errors.As(err, &network) && network.Timeout()
}

// masked takes the password and control characters out of a text, and bounds it.
func (s *session) masked(text string) string {
	if s.endpoint.Password != "" {
		text = strings.ReplaceAll(text, s.endpoint.Password, "***")
	}
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
	if len(text) > textMax {
		text = strings.ToValidUTF8(text[:textMax], "") + "..."
	}
	return text
}
