package delivery

import (
	"context"
	"fmt"
	"strings"

	"nostro/jobs"
	"nostro/lifecycle"
)

// trigger puts the file that tells the correspondent that ours is whole. Until it is there, nobody takes ours.
func (s *session) trigger(ctx context.Context, p jobs.Parcel, suffix string) jobs.Delivery {
	at := join(s.endpoint.OutFolder, p.Name+suffix)
	text := fmt.Sprintf("%s %d %s\n", p.Name, len(p.Data), p.SHA256)
	err := s.do(ctx, "STOR "+at, func(c wire) error { return c.Stor(at, strings.NewReader(text)) })
	if err == nil {
		return s.end(lifecycle.FileOutSent, "%d bytes under the final name, verified by %s, then %s put beside it",
			len(p.Data), s.endpoint.Verify, p.Name+suffix)
	}
	return s.afterTrouble(ctx, p, err, false)
}

// lookByTrigger judges by the trigger file. Where that is missing our file is deleted, and then the trigger is
// looked at again: without the file that it is about, a trigger that is still under way does no harm.
func (s *session) lookByTrigger(ctx context.Context, p jobs.Parcel, suffix string) finding {
	var found finding
	gone := false
	err := s.twice(ctx, func() error {
		told, err := s.probe(ctx, s.endpoint.OutFolder, p.Name+suffix)
		if err != nil {
			return err
		}
		if !told.found && !gone {
			if gone, err = s.clear(ctx, p); err != nil {
				return err
			}
			told, err = s.probe(ctx, s.endpoint.OutFolder, p.Name+suffix)
		}
		switch {
		case err != nil:
			return err
		case told.found && gone:
			found = finding{state: lifecycle.FileOutUnknown,
				detail: fmt.Sprintf("%s appeared while we looked: ask the correspondent what it has", p.Name+suffix)}
		case told.found:
			found, err = s.lookAtFinal(ctx, p, false)
			if found.nothing {
				found = finding{state: lifecycle.FileOutUnknown, detail: "the trigger file is there and the file is not: " +
					"it was taken, or never was there whole; ask the correspondent"}
			}
		default:
			found = s.nothingThere(gone)
		}
		return err
	})
	if err != nil {
		return finding{state: lifecycle.FileOutUnknown, detail: fmt.Sprintf("cannot tell: %v", err)}
	}
	return found
}
