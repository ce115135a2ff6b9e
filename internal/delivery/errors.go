package delivery

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"os"
	"strings"
	"unicode"
)

// Error is a refusal or a breakdown at an endpoint. It never holds a password.
type Error struct {
	Correspondent string
	Act           string // what was being done, such as "RNTO out/a.xml"
	Code          int    // of the server's reply (FTP 100 to 599, SFTP 1 to 31), 0 where none came
	Class         Class
	Text          string // what was said, and what to do next
	cause         error  // only what tests with errors.Is may ask for, and what holds no server text
}

// Error says where, what and why.
func (e *Error) Error() string {
	return fmt.Sprintf("%s: %s: %s (%s)", e.Correspondent, e.Act, e.Text, e.Class)
}

// Again tells that the same may work in a while, without anybody changing anything.
func (e *Error) Again() bool {
	return e.Class != Permanent && !errors.Is(e.cause, errCircuit) && !errors.Is(e.cause, context.Canceled)
}

// Unwrap returns context.Canceled, context.DeadlineExceeded, os.ErrDeadlineExceeded or nil.
func (e *Error) Unwrap() error { return e.cause }

// textMax bounds what is kept of a server's words.
const textMax = 300

// failure makes an Error of whatever went wrong, without the password.
func (s *session) failure(act string, err error) error {
	var own *Error
	if errors.As(err, &own) {
		return err
	}
	text := err.Error()
	var reply *textproto.Error
	var answer *sftpError
	switch {
	case errors.As(err, &answer):
		text = "the server said " + answer.Error()
	case errors.As(err, &reply):
		text = fmt.Sprintf("the server said %d %s", reply.Code, reply.Msg)
	case errors.Is(err, context.Canceled):
		text = "cancelled"
	case isTimeout(err):
		text = fmt.Sprintf("no answer in time: each step may take %s", s.endpoint.Deadline)
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		text = "the server closed the connection"
	}
	if remedy := certificateRemedy(err); remedy != "" { // it stays whole, for a certificate may be for very many names
		text = strings.ToValidUTF8(text[:min(len(text), textMax-len(remedy))], "") + remedy
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
	for _, known := range []error{context.Canceled, context.DeadlineExceeded, os.ErrDeadlineExceeded, errCircuit} {
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
