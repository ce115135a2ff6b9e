package main

import (
	"context"

	"nostro/internal/config"
	"nostro/internal/notify"
	"nostro/jobs"
)

// messengers are the channels of nostro.yaml.
func (s *session) messengers(c config.Config) jobs.Messenger {
	all := notify.Messengers{}
	for _, ch := range c.Channels {
		if ch.URL != nil {
			all[ch.Name] = hook{s, ch}
			continue
		}
		all[ch.Name] = notify.Mail{Server: ch.Server, TLS: ch.TLS, User: ch.User, Password: ch.Password, From: ch.From, To: ch.To, Roots: ch.Roots,
			Now: s.Now, Mask: s.mask.Mask}
	}
	return all
}

// hook reads the URL of a webhook, which may be a secret, when it is used.
type hook struct {
	s  *session
	ch config.Channel
}

// Send posts the message.
func (h hook) Send(ctx context.Context, m jobs.Message) error {
	url, err := h.ch.URL()
	if err != nil {
		return err
	}
	return notify.Webhook{URL: url, Secret: h.ch.Secret, Roots: h.ch.Roots, Now: h.s.Now, Mask: h.s.mask.Mask}.Send(ctx, m)
}

// tells gives the attendant the channels and the heartbeat of nostro.yaml.
func (a *attendant) tells(c config.Config) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.to, a.beat, a.jobs = a.s.messengers(c), nil, c.Settings.Jobs
	if c.Heartbeat != nil {
		a.beat = notify.Heartbeat(c.Heartbeat)
	}
}
