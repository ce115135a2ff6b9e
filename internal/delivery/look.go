package delivery

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"nostro/jobs"
	"nostro/lifecycle"
)

// finding is what a look at the remote side found.
type finding struct {
	state   lifecycle.FileOut
	detail  string
	nothing bool // neither the temporary nor the final name was there
	cleared bool // the temporary file was there, and is deleted
}

// Look finds out what became of a parcel, and clears away our temporary file. It changes nothing else, so it
// may be repeated. Parcel.Data and SHA256 must be those that were sent.
func (s *session) Look(ctx context.Context, p jobs.Parcel) jobs.Delivery {
	defer s.guard.bind(ctx)()
	s.again = false
	if err := checkParcel(p); err != nil {
		return s.end(lifecycle.FileOutUnknown, "cannot look: %v", err)
	}
	s.learnNames(ctx)
	found := s.look(ctx, p)
	return s.end(found.state, "%s", found.detail)
}

// look does it twice where the connection breaks. The temporary file goes first: see the package comment.
func (s *session) look(ctx context.Context, p jobs.Parcel) finding {
	if suffix, found := strings.CutPrefix(s.endpoint.Finish, FinishTrigger); found {
		return s.lookByTrigger(ctx, p, suffix)
	}
	var found finding
	cleared := false
	err := s.twice(ctx, func() (err error) {
		if s.endpoint.renames() && !cleared {
			if cleared, err = s.clear(ctx, p); err != nil {
				return err
			}
		}
		found, err = s.lookAtFinal(ctx, p, cleared)
		found.cleared = cleared
		return err
	})
	if err != nil {
		return finding{state: lifecycle.FileOutUnknown, detail: fmt.Sprintf("cannot tell: %v", err)}
	}
	return found
}

// clear deletes the temporary file. No error means that it is not there any more.
func (s *session) clear(ctx context.Context, p jobs.Parcel) (cleared bool, err error) {
	name := s.target(p)
	cleared, refusal := s.remove(ctx, join(s.endpoint.OutFolder, name))
	if cleared {
		return true, nil
	}
	if s.conn == nil {
		return false, refusal
	}
	if absent(refusal) && s.named != nil && !s.named[name] {
		return false, nil // the server has none to delete, and listed none
	}
	seen, err := s.probe(ctx, s.endpoint.OutFolder, name)
	if err == nil && seen.found {
		err = fmt.Errorf("%w; the temporary file is in the way: have it removed, then look again", refusal)
	}
	return false, err
}

func (s *session) lookAtFinal(ctx context.Context, p jobs.Parcel, cleared bool) (finding, error) {
	if s.endpoint.renames() {
		if free, err := s.isFree(ctx, p.Name); err != nil || free {
			return s.nothingThere(cleared), err
		}
	}
	seen, err := s.probe(ctx, s.endpoint.OutFolder, p.Name)
	if err != nil {
		return finding{}, err
	}
	if !seen.found {
		return s.nothingThere(cleared), nil
	}
	err = s.compare(ctx, p, join(s.endpoint.OutFolder, p.Name), seen)
	switch {
	case err == nil:
		detail := fmt.Sprintf("the final name is there with our %d bytes", len(p.Data))
		return finding{state: lifecycle.FileOutSent, detail: detail}, nil
	case errors.Is(err, errOther):
		detail := fmt.Sprintf("conflict: %v: ask the correspondent what it has", err)
		return finding{state: lifecycle.FileOutUnknown, detail: detail}, nil
	}
	return finding{}, err
}

// nothingThere judges that the final name is not there. A temporary file that was still there never got it.
func (s *session) nothingThere(cleared bool) finding {
	switch {
	case cleared:
		return finding{state: lifecycle.FileOutFailed,
			detail: "only the temporary file was there and it is deleted now: send again"}
	case s.endpoint.TakesAtOnce:
		return finding{state: lifecycle.FileOutUnknown, nothing: true,
			detail: "nothing is there, but the endpoint takes files away: the bank's answer, or a person, decides"}
	}
	return finding{state: lifecycle.FileOutFailed, nothing: true, detail: "nothing is there: send again"}
}
