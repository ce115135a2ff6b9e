package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"nostro/internal/config"
	"nostro/internal/openpgp"
)

// seals gives the stages what encrypts and signs; only commands that deliver, collect or read again need the keys.
func (s *session) seals(h *home) error {
	keys := map[string]openpgp.Keys{}
	var problems []error
	for _, id := range slices.Sorted(maps.Keys(h.config.Endpoints)) {
		conf := h.config.Endpoints[id].OpenPGP
		if conf == nil {
			continue
		}
		one, err := keysOf(conf)
		if err != nil {
			problems = append(problems, fmt.Errorf("openpgp of %s: %w", id, err))
			continue
		}
		keys[id] = one
	}
	if err := errors.Join(problems...); err != nil || len(keys) == 0 {
		return err
	}
	envelopes, err := openpgp.New(keys, s.Now)
	if err == nil {
		h.stages.Envelopes = envelopes
	}
	return err
}

func keysOf(conf *config.OpenPGP) (k openpgp.Keys, err error) {
	k = openpgp.Keys{Fingerprint: conf.Fingerprint, Policy: openpgp.Policy{
		EncryptOut: strings.Contains(conf.Out, "encrypt"), SignOut: strings.Contains(conf.Out, "sign"),
		EncryptIn: strings.Contains(conf.In, "encrypt"), SignIn: strings.Contains(conf.In, "sign"),
		Suffix: conf.Suffix, Armor: conf.Armor}}
	if conf.BankKey != nil {
		if k.Bank, err = conf.BankKey(); err != nil {
			return k, err
		}
	}
	if conf.OwnKey != nil {
		if k.Own, err = conf.OwnKey(); err != nil {
			return k, err
		}
		k.Passphrase, err = conf.Passphrase()
	}
	return k, err
}
