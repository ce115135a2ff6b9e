package main

import (
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
	endpoints, err := deliveryEndpoints(h.config.Feeds)
	if err != nil {
		return nil, err
	}
	courier, err := delivery.New(endpoints, delivery.Options{Now: time.Now})
	if err != nil {
		return nil, err
	}
	return ratefeed.New(ratefeed.Options{FTP: courier}), nil
}
