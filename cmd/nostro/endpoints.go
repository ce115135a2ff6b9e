package main

import (
	"errors"
	"maps"
	"slices"

	"nostro/internal/config"
	"nostro/internal/delivery"
)

// deliveryEndpoints reads the secrets of all endpoints, and tells of all that cannot be read.
func deliveryEndpoints(all map[string]config.Endpoint) (map[string]delivery.Endpoint, error) {
	endpoints := map[string]delivery.Endpoint{}
	var problems []error
	for _, id := range slices.Sorted(maps.Keys(all)) {
		one, err := deliveryEndpoint(all[id])
		if err != nil {
			problems = append(problems, err)
			continue
		}
		endpoints[id] = one
	}
	return endpoints, errors.Join(problems...)
}

func deliveryEndpoint(e config.Endpoint) (delivery.Endpoint, error) {
	password, err := e.Password()
	if err != nil {
		return delivery.Endpoint{}, err
	}
	var files config.SecurityFiles
	if e.Security.Files != nil {
		if files, err = e.Security.Files(); err != nil {
			return delivery.Endpoint{}, err
		}
	}
	return delivery.Endpoint{Address: e.Address, User: e.User, Password: password, Protocol: e.Protocol,
		TLS: delivery.TLS{ServerName: e.Security.ServerName, Authorities: files.Authorities, Certificate: files.Certificate,
			Key: files.Key},
		SSH:     delivery.SSH{HostKeys: e.Security.HostKeys, PrivateKey: files.PrivateKey},
		Allowed: e.Security.Allowed, OutFolder: e.OutFolder, InFolder: e.InFolder, Verify: e.Verify, Finish: e.Finish,
		TakesAtOnce: e.TakesAtOnce, Stable: e.Stable, AfterFetch: e.AfterFetch, Deadline: e.Deadline, Sessions: e.Sessions,
		Zone: e.Options.Zone, DisableEPSV: e.Options.NoEPSV, DisableMLSD: e.Options.NoMLSD, DisableSIZE: e.Options.NoSIZE,
		DisableUTF8: e.Options.NoUTF8, NoCloseNotify: e.Options.NoCloseNotify, Tries: e.Options.Tries, Pause: e.Options.Pause,
		FetchBytes: int64(e.Options.FetchMiB) << 20}, nil
}
