package config

import (
	"crypto/x509"
	"fmt"
	"net/mail"
	"net/url"
	"slices"

	"nostro/jobs"
	"nostro/jobs/alarm"
)

// Channel is one way on which people are told: a webhook or a mail server.
type Channel struct {
	Name string

	URL    func() (string, error) // of a webhook; nil for mail
	Secret func() (string, error) // by which its body is signed

	Server, TLS, User, From string // of mail
	Password                func() (string, error)
	To                      []string

	Roots *x509.CertPool // who may sign its certificate; nil: whom the system trusts
}

// Limits of what may be said about alarms.
const (
	channelsMax   = 20
	recipientsMax = 50
	alarmDaysMax  = 3650
)

// alarms reads who is told of what.
func alarms(s *section, c *Config) (out jobs.AlarmSettings) {
	if s == nil {
		return out
	}
	out.Routes, out.Severities = map[alarm.Severity][]string{}, map[alarm.Kind]alarm.Severity{}
	for n, each := range s.optionalSections("channels") {
		if n == channelsMax {
			each.bad("is channel number %d: at most %d are taken", n+1, channelsMax)
		}
		ch := channel(each)
		if slices.Contains(out.Channels, ch.Name) {
			each.bad("%q is there twice: routes name channels", ch.Name)
		}
		out.Channels, c.Channels = append(out.Channels, ch.Name), append(c.Channels, ch)
		each.end()
	}
	if routes := s.optionalSection("routes"); routes != nil {
		for _, severity := range alarm.Severities() {
			if _, said := routes.take(string(severity)); said {
				out.Routes[severity] = route(routes, string(severity), out.Channels)
			}
		}
		routes.end()
	}
	for _, v := range s.texts("escalate", false) {
		if v.oneOf(out.Channels...).good {
			out.Escalate = append(out.Escalate, v.text)
		}
	}
	if kinds := s.optionalSection("severities"); kinds != nil {
		for _, about := range alarm.Kinds() {
			severity := alarm.Severity("")
			if setWord(kinds, string(about.Kind), &severity, append(alarm.Severities(), alarm.Off)...); severity != "" {
				out.Severities[about.Kind] = severity
			}
		}
		kinds.end()
	}
	if beat := s.optionalSection("heartbeat"); beat != nil {
		c.Heartbeat = beat.place("url")
		beat.end()
	}
	s.setNumber("job_late_minutes", "minutes", 6, 24*60, &out.JobLateMinutes)
	s.setNumber("approval_hours", "hours", 1, 24*365, &out.ApprovalHours)
	s.setNumber("checkpoint_days", "days", 1, alarmDaysMax, &out.CheckpointDays)
	s.setNumber("repeat_minutes", "minutes", 5, 24*60, &out.RepeatMinutes)
	s.setNumber("came_back_days", "days", 1, 90, &out.CameBackDays)
	s.setNumber("backup_days", "days", 1, alarmDaysMax, &out.BackupDays)
	s.setNumber("calendar_days", "days", 1, 3*alarmDaysMax, &out.CalendarDays)
	s.setNumber("recall_days", "business days", 1, alarmDaysMax, &out.RecallDays)
	s.end()
	return out
}

// route reads the channels of a severity; none is a word too: nobody is told.
func route(s *section, name string, known []string) []string {
	names := []string{}
	for _, v := range s.texts(name, true) {
		if v.oneOf(known...).good {
			names = append(names, v.text)
		}
	}
	return names
}

func channel(s *section) (ch Channel) {
	ch.Name = s.text("name").check(checkID).text
	_, plain := s.take("webhook")
	_, byEnv := s.take("webhook_env")
	_, byFile := s.take("webhook_file")
	post := s.optionalSection("mail")
	hook := plain || byEnv || byFile
	switch {
	case hook == (post != nil):
		s.bad("give either webhook (or webhook_env, webhook_file) or mail")
	case hook:
		ch.URL = s.place("webhook")
		ch.Secret = nonEmpty(s.secret("secret"))
	default:
		mailOf(post, &ch)
		post.end()
	}
	ch.Roots = s.roots("ca_file")
	return ch
}

// mailOf reads how mails are sent.
func mailOf(s *section, ch *Channel) {
	ch.Server, ch.TLS = s.text("server").check(checkAddress).text, "starttls"
	setWord(s, "tls", &ch.TLS, "starttls", "implicit", "none")
	if user := s.optional("user"); user.said {
		ch.User = user.text
		ch.Password = s.password(false)
		if ch.TLS == "none" {
			user.bad("with tls: none the password would go in the clear: write starttls or implicit")
		}
	}
	ch.From = s.text("from").check(checkMailbox).text
	to := s.texts("to", true)
	if len(to) == 0 || len(to) > recipientsMax {
		s.bad("to: name from 1 to %d mailboxes", recipientsMax)
	}
	for _, v := range to {
		ch.To = append(ch.To, v.check(checkMailbox).text)
	}
}

func checkMailbox(text string) error {
	if a, err := mail.ParseAddress(text); err != nil || a.Address != text {
		return fmt.Errorf("%q is no mailbox: write it as duty@example.com", text)
	}
	return nil
}

// place reads a URL that stands in nostro.yaml or, where it holds a secret, in the environment or a file.
func (s *section) place(name string) func() (string, error) {
	if v := s.optional(name); v.said {
		s.optional(name + "_env")
		s.optional(name + "_file")
		v.check(checkURL)
		return func() (string, error) { return v.text, nil }
	}
	read := nonEmpty(s.secret(name))
	return func() (string, error) {
		text, err := read()
		if err == nil {
			err = checkURL(text)
		}
		return text, err
	}
}

func checkURL(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return fmt.Errorf("this is no URL of http or https: write one such as https://example.com/hook")
	}
	return nil
}

// nonEmpty refuses a secret that is not there.
func nonEmpty(read func() (where, secret string, err error)) func() (string, error) {
	return func() (string, error) {
		where, secret, err := read()
		if err != nil {
			return "", err
		}
		return checkPassword(where, secret)
	}
}

// roots reads certificates that sign another one.
func (s *section) roots(name string) (pool *x509.CertPool) {
	s.optional(name).check(func(file string) error {
		data, err := readLimited(s.r.path(file), passwordBytesMax)
		if err != nil {
			return err
		}
		if pool = x509.NewCertPool(); !pool.AppendCertsFromPEM(data) {
			return fmt.Errorf("%s holds no certificate in PEM", s.r.path(file))
		}
		return nil
	})
	return pool
}

// metrics reads where /metrics and health are served; "" for nowhere.
func metrics(s *section) (listen string) {
	if s == nil {
		return ""
	}
	listen = s.text("listen").check(func(text string) error {
		if checkAddress(text) != nil {
			return fmt.Errorf("%q is not host:port: write it as 127.0.0.1:9464", text)
		}
		return nil
	}).text
	s.end()
	return listen
}
