package main

import (
	"errors"
	"fmt"
	"time"

	"nostro/internal/config"
	"nostro/internal/delivery"
	"nostro/internal/openpgp"
)

// courierTo is a courier to one endpoint alone.
func (s *session) courierTo(h *home, id string) (*delivery.Courier, error) {
	e, err := deliveryEndpoint(h.config.Endpoints[id])
	if err != nil {
		return nil, err
	}
	return delivery.New(map[string]delivery.Endpoint{id: e}, delivery.Options{Now: time.Now, Clock: s.Now})
}

// pingKeys tests whether the keys of an endpoint can be had and count today.
func (s *session) pingKeys(id string, conf *config.OpenPGP) delivery.PingStep {
	step := delivery.PingStep{Name: "openpgp keys"}
	keys, err := keysOf(conf)
	if err != nil {
		step.Err = err
		return step
	}
	envelopes, err := openpgp.New(map[string]openpgp.Keys{id: keys}, s.Now)
	if err != nil {
		step.Err = err
		return step
	}
	if _, seals := envelopes.Seals(id, ""); seals {
		sealed, err := envelopes.Seal(id, delivery.ProbePrefix, []byte("a probe"))
		step.Err = err
		step.Said = fmt.Sprintf("encrypted to %s, signed by %s", sealed.EncryptedTo, sealed.SignedBy)
	}
	if step.Err = errors.Join(step.Err); step.Err != nil {
		step.Said = ""
	}
	return step
}
