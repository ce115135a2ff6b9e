package delivery

import (
	"context"
	"fmt"
	"strings"

	"nostro/jobs"
)

// Acknowledge does with a fetched file what the endpoint says: keep, delete or move. It may be repeated: a
// file that is deleted or moved already is fine. It never replaces a file in the folder it moves to.
func (s *session) Acknowledge(ctx context.Context, name string) error {
	defer s.guard.bind(ctx)()
	if err := checkName(name); err != nil {
		return s.fault("acknowledge", Permanent, "%v", err)
	}
	err := s.acknowledge(ctx, name)
	if suffix, found := strings.CutPrefix(s.endpoint.Stable, StableTrigger); found && err == nil {
		err = s.acknowledge(ctx, name+suffix) // last, so that a file without its trigger is never taken for a new one
	}
	if err == nil {
		s.pass(jobs.PointAcknowledged)
	}
	return err
}

func (s *session) acknowledge(ctx context.Context, name string) error {
	return s.twice(ctx, func() error {
		if s.endpoint.AfterFetch == AfterDelete {
			return s.acknowledgeDelete(ctx, name)
		}
		if folder, move := strings.CutPrefix(s.endpoint.AfterFetch, AfterMove); move {
			return s.acknowledgeMove(ctx, name, folder)
		}
		return nil
	})
}

func (s *session) acknowledgeDelete(ctx context.Context, name string) error {
	_, err := s.remove(ctx, join(s.endpoint.InFolder, name))
	if err == nil || s.conn == nil {
		return err
	}
	seen, lookErr := s.probe(ctx, s.endpoint.InFolder, name)
	if lookErr == nil && !seen.found {
		return nil
	}
	return err
}

func (s *session) acknowledgeMove(ctx context.Context, name, folder string) error {
	from, to := join(s.endpoint.InFolder, name), join(folder, name)
	source, err := s.probe(ctx, s.endpoint.InFolder, name)
	if err != nil {
		return err
	}
	target, err := s.probe(ctx, folder, name)
	switch {
	case err != nil:
		return err
	case !source.found && target.found:
		return nil
	case !source.found:
		return s.fault("move "+from, Permanent, "it is in neither folder: somebody took it away; nothing is left to do")
	case target.found:
		return s.fault("move "+from, Permanent, "%s holds a file of that name: move one of them away by hand", folder)
	}
	return s.do(ctx, fmt.Sprintf("RNFR and RNTO %s", to), func(c wire) error { return c.Rename(from, to) })
}
