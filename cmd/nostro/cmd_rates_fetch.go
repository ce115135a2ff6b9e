package main

import (
	"errors"
	"time"

	"nostro/internal/delivery"
	"nostro/internal/ratefeed"
)

type ratesFetchCmd struct {
	Feeds []string `arg:"" optional:"" help:"Feeds of nostro.yaml, by name; default all."`
}

func (c *ratesFetchCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		fetcher, err := rateFetcher(h)
		if err != nil {
			return err
		}
		return s.stage(h.stages.FetchRates(s.ctx, fetcher, c.Feeds))
	})
}

// rateFetcher wires the FTP of package delivery under the feeds that need it.
func rateFetcher(h *home) (*ratefeed.Fetcher, error) {
	endpoints := map[string]delivery.Endpoint{}
	var problems []error
	for name, e := range h.config.Feeds {
		password, err := e.Password()
		if err != nil {
			problems = append(problems, err)
			continue
		}
		endpoints[name] = delivery.Endpoint{Address: e.Address, User: e.User, Password: password, InFolder: e.InFolder,
			OutFolder: e.OutFolder, Verify: e.Verify, AfterFetch: e.AfterFetch, Deadline: e.Deadline}
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	courier, err := delivery.New(endpoints, delivery.Options{Now: time.Now})
	if err != nil {
		return nil, err
	}
	return ratefeed.New(ratefeed.Options{FTP: courier}), nil
}
