package delivery

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/textproto"
	"os"
	"strconv"
	"strings"
	"syscall"
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

// replyClasses says what a refusing reply of FTP means (RFC 959, 4.2; RFC 4217 for 53x; 521 and 522 of RFC 2428
// and of servers that want TLS). With one of these the server says that it did not do it. A code that is not here
// is Unknown: 421, 425, 426 and 451 are not, for they end something that was under way.
var replyClasses = map[int]Class{
	430: Permanent, 450: Temporary, 452: Temporary,
	500: Permanent, 501: Permanent, 502: Permanent, 503: Permanent, 504: Permanent,
	521: Permanent, 522: Permanent, 530: Permanent, 532: Permanent, 533: Permanent, 534: Permanent,
	535: Permanent, 536: Permanent, 537: Permanent,
	550: Permanent, 551: Permanent, 552: Permanent, 553: Permanent,
}

// statusClasses says what a refusing answer of SFTP means (draft-ietf-secsh-filexfer-13, 9.1). 4, which says
// "failure" and no more, is not here.
var statusClasses = map[uint32]Class{
	2: Permanent, 3: Permanent, 5: Permanent, 8: Permanent, 10: Permanent, 11: Permanent, 12: Permanent,
	13: Permanent, 14: Temporary, 15: Temporary, 16: Permanent, 17: Temporary, 19: Permanent, 20: Permanent,
	21: Permanent, 22: Permanent, 24: Permanent,
}

// networkClasses says what an error below the protocol means, the first that fits. Where it comes before
// anything was exchanged it is known to have done no harm. What fits none is Unknown, as are a passed deadline, a
// reset and an end: what was under way may have been done.
var networkClasses = []struct {
	fits  func(error) bool
	class Class
}{
	{is(context.Canceled, context.DeadlineExceeded), Unknown},
	{is(os.ErrDeadlineExceeded, syscall.ECONNRESET, syscall.EPIPE, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed), Unknown},
	{is(errCircuit), Temporary},
	{is(errAddress, errHostKey), Permanent},
	{is(syscall.ECONNREFUSED, syscall.EHOSTUNREACH, syscall.ENETUNREACH, syscall.EADDRNOTAVAIL), Temporary},
	{isDNS(true), Permanent},
	{isDNS(false), Temporary},
	{isA[x509.UnknownAuthorityError], Permanent},
	{isA[x509.HostnameError], Permanent},
	{isA[x509.CertificateInvalidError], Permanent},
	{isA[*tls.CertificateVerificationError], Permanent},
	{isA[tls.RecordHeaderError], Permanent}, // it speaks no TLS
	{isA[tls.AlertError], Permanent},        // such as one about our certificate
	{says("ssh: unable to authenticate"), Permanent},
	{says("ssh: no common algorithm"), Permanent},
}

func is(known ...error) func(error) bool {
	return func(err error) bool {
		for _, one := range known {
			if errors.Is(err, one) {
				return true
			}
		}
		return false
	}
}

func isA[T error](err error) bool {
	var one T
	return errors.As(err, &one)
}

func isDNS(notFound bool) func(error) bool {
	return func(err error) bool {
		var dns *net.DNSError
		return errors.As(err, &dns) && dns.IsNotFound == notFound
	}
}

// says is for a library that gives its errors no type.
func says(text string) func(error) bool {
	return func(err error) bool { return strings.Contains(err.Error(), text) }
}

// classify puts an error of the socket or of the server into its class.
func classify(err error) Class {
	var own *Error
	var answer *sftpError
	switch {
	case errors.As(err, &own):
		return own.Class
	case errors.As(err, &answer):
		return or(statusClasses[answer.code], Unknown)
	case replyCode(err) > 0:
		return or(replyClasses[replyCode(err)], Unknown)
	}
	for _, one := range networkClasses {
		if one.fits(err) {
			return one.class
		}
	}
	return Unknown
}

func or(class, otherwise Class) Class {
	if class == "" {
		return otherwise
	}
	return class
}

// replyCode returns the code of the server's reply in err, 0 where there is none. Codes of SFTP are told by the
// error of ours that holds them.
func replyCode(err error) int {
	var own *Error
	if errors.As(err, &own) {
		return own.Code
	}
	var reply *textproto.Error
	if errors.As(err, &reply) {
		return reply.Code
	}
	var answer *sftpError
	if errors.As(err, &answer) {
		return int(answer.code)
	}
	return 0
}

// refused tells that the server said, in words that have one meaning, that it did not do it.
func refused(err error) bool { return replyCode(err) > 0 && classify(err) != Unknown }

// absent tells that the server says there is no such file. FTP has one code for that and for much else.
func absent(err error) bool {
	code := replyCode(err)
	return code == 550 || code == sftpNoSuchFile
}

// absentFolder tells how servers say that a folder is empty, or is not there.
func absentFolder(err error) bool { return absent(err) || replyCode(err) == 450 }

// inStep tells that the connection can go on: the server refused, in one reply. After a transfer that was cut
// some servers of FTP send two replies, and a good reply that does not fit the command belongs to another one;
// from then on every reply would be taken for the next command's.
func inStep(err error) bool {
	if isA[*sftpError](err) || isA[*strconv.NumError](err) { // the latter: a whole reply, with text in place of a number
		return true
	}
	switch code := replyCode(err); code {
	case 421, 425, 426, 451:
		return false
	default:
		return code >= 400 && code <= 599
	}
}
