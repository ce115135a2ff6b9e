package delivery

import (
	"context"
	"fmt"
	"strings"

	"nostro/jobs"
	"nostro/lifecycle"
)

// finish tells the correspondent that a verified file is whole, as the endpoint wants it told.
func (s *session) finish(ctx context.Context, p jobs.Parcel) jobs.Delivery {
	switch suffix, trigger := strings.CutPrefix(s.endpoint.Finish, FinishTrigger); {
	case s.endpoint.renames():
		return s.rename(ctx, p)
	case trigger:
		return s.trigger(ctx, p, suffix)
	}
	return s.end(lifecycle.FileOutSent, "%d bytes under the final name, verified by %s", len(p.Data), s.endpoint.Verify)
}

// rename gives the verified temporary file its final name. Unix servers would replace a file of that name,
// so it is asked for once more, just before: what is left is the time between two commands.
func (s *session) rename(ctx context.Context, p jobs.Parcel) jobs.Delivery {
	from, to := join(s.endpoint.OutFolder, s.target(p)), join(s.endpoint.OutFolder, p.Name)
	if free, err := s.stillFree(ctx, p.Name); err != nil {
		return s.afterTrouble(ctx, p, err, false)
	} else if !free {
		return s.afterTrouble(ctx, p, fmt.Errorf("%s appeared while we uploaded", to), true)
	}
	err := s.do(ctx, "RNFR and RNTO "+to, func(c wire) error { return c.Rename(from, to) })
	if err == nil {
		if s.named != nil {
			s.named[p.Name] = true
		}
		return s.end(lifecycle.FileOutSent, "%d bytes, verified by %s under a temporary name, then renamed",
			len(p.Data), s.endpoint.Verify)
	}
	found := s.look(ctx, p)
	if found.nothing {
		return s.end(lifecycle.FileOutUnknown,
			"%v; the temporary file was there and neither name is now: ask the correspondent", err)
	}
	return s.judge(err, found, refused(err) && found.cleared) // a server may refuse what it has done
}

// stillFree looks at the final name just before the rename. An answer that does not say that it is taken, by a
// server that goes on talking, is enough: it was looked at thoroughly before the upload. A protocol that renames
// onto nothing needs no look.
func (s *session) stillFree(ctx context.Context, name string) (bool, error) {
	switch {
	case s.endpoint.Protocol == ProtocolSFTP:
		return true, nil
	case s.endpoint.DisableSIZE:
		seen, err := s.probe(ctx, s.endpoint.OutFolder, name)
		return !seen.found, err
	}
	_, err := s.size(ctx, join(s.endpoint.OutFolder, name))
	if err != nil && s.conn == nil {
		return false, err
	}
	return err != nil, nil
}

// afterTrouble looks at the remote side after an upload that did not end well.
func (s *session) afterTrouble(ctx context.Context, p jobs.Parcel, trouble error, certain bool) jobs.Delivery {
	return s.judge(trouble, s.look(ctx, p), certain)
}

// judge joins the trouble with what a look found. certain: the file did not get its final name by us, so that
// what cannot be seen is failed and not unknown.
func (s *session) judge(trouble error, found finding, certain bool) jobs.Delivery {
	state := found.state
	if state == lifecycle.FileOutUnknown && certain {
		state = lifecycle.FileOutFailed
	}
	return s.end(state, "%v; then looked: %s", trouble, found.detail)
}
