package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"

	"nostro/jobs"
)

// How a mail server is spoken to.
const (
	TLSStart    = "starttls" // in the clear first; what cannot be encrypted then is not sent
	TLSImplicit = "implicit" // TLS at once
	TLSNone     = "none"     // never encrypted, for a relay on this machine
)

// Mail sends mails through a server.
type Mail struct {
	Server   string // host:port
	TLS      string
	User     string                 // "": no login
	Password func() (string, error) // where there is a user
	From     string
	To       []string
	Roots    *x509.CertPool // who may sign the certificate; nil: whom the system trusts
	Now      func() time.Time
	Mask     func(string) string // hides accounts and names
}

// Send hands a mail over. A reply of 5xx refuses it for good; a line that breaks after the text was sent leaves it unknown.
func (m Mail) Send(ctx context.Context, message jobs.Message) error {
	letter, err := m.letter(message)
	if err != nil {
		return refusal{err}
	}
	client, err := m.client()
	if err != nil {
		return err
	}
	err = client.DialWithContext(ctx)
	if err == nil {
		err = client.Send(letter)
		if closing := client.Close(); err == nil && closing != nil {
			return nil // the server has taken it: how it says goodbye does not matter
		}
	}
	return mailVerdict(err)
}

func (m Mail) letter(message jobs.Message) (*mail.Msg, error) {
	letter := mail.NewMsg()
	if err := errors.Join(letter.From(m.From), letter.To(m.To...)); err != nil {
		return nil, err
	}
	letter.Subject(subjectOf(message, m.Mask))
	letter.SetDateWithValue(m.Now())
	letter.SetMessageIDWithValue(message.Key + "@nostro")
	letter.SetGenHeader("Auto-Submitted", "auto-generated")
	letter.SetBodyString(mail.TypeTextPlain, textOf(message, m.Mask))
	return letter, nil
}

func (m Mail) client() (*mail.Client, error) {
	host, port, err := net.SplitHostPort(m.Server)
	if err != nil {
		return nil, err
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, err
	}
	options := []mail.Option{mail.WithPort(number), mail.WithTimeout(sendFor / 2), mail.WithTLSConfig(&tls.Config{ServerName: host, RootCAs: m.Roots,
		MinVersion: tls.VersionTLS12})}
	switch m.TLS {
	case TLSImplicit:
		options = append(options, mail.WithSSL())
	case TLSNone:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if m.User != "" {
		password, err := m.Password()
		if err != nil {
			return nil, err
		}
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(m.User), mail.WithPassword(password))
	}
	return mail.NewClient(host, options...)
}

// mailVerdict says which of the three an error is.
func mailVerdict(err error) error {
	var refused *mail.SendError
	if !errors.As(err, &refused) {
		return err // nil, or it was not even begun
	}
	switch {
	case refused.ErrorCode()/100 == 5:
		return refusal{err}
	case refused.ErrorCode()/100 == 4:
		return err
	case refused.Reason == mail.ErrSMTPDataClose:
		return fmt.Errorf("%w: %w", err, jobs.ErrUnsure)
	}
	return err
}
