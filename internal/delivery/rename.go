package delivery

import (
	"context"
	"fmt"

	"github.com/jlaffaye/ftp"

	"nostro/jobs"
	"nostro/lifecycle"
)

// rename gives the verified temporary file its final name. Unix servers would replace a file of that name,
// so it is asked for once more, just before: what is left is the time between two commands.
func (s *session) rename(ctx context.Context, p jobs.Parcel) jobs.Delivery {
	from, to := join(s.endpoint.OutFolder, s.target(p)), join(s.endpoint.OutFolder, p.Name)
	size, err := s.size(ctx, to)
	if err == nil {
		return s.afterTrouble(ctx, p, fmt.Errorf("%s with %d bytes appeared while we uploaded", to, size), true)
	}
	if s.conn == nil {
		return s.afterTrouble(ctx, p, err, false)
	}
	err = s.do(ctx, "RNFR and RNTO "+to, func(c *ftp.ServerConn) error { return c.Rename(from, to) })
	if err == nil {
		return s.end(lifecycle.FileOutSent, "%d bytes, verified by %s under a temporary name, then renamed",
			len(p.Data), s.endpoint.Verify)
	}
	found := s.look(ctx, p)
	if found.nothing {
		return s.end(lifecycle.FileOutUnknown,
			"%v; the temporary file was there and neither name is now: ask the correspondent", err)
	}
	return s.judge(err, found, refused(err))
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
