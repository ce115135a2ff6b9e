package jobs_test

import (
	"context"
	"testing"

	"nostro/jobs"
)

// overtaken is a courier at whose endpoint another process was, and did its work, before we got in.
type overtaken struct {
	jobs.Courier
	other func()
}

func (c *overtaken) Open(ctx context.Context, correspondent string) (jobs.CourierSession, error) {
	if other := c.other; other != nil {
		c.other = nil
		other()
	}
	return c.Courier.Open(ctx, correspondent)
}

// overtake lets another process do its work once the stage has read what there is to send.
func (h *installation) overtake(other func()) (undo func()) {
	courier := h.stages.Courier
	h.stages.Courier = &overtaken{courier, func() {
		ours := h.stages.Courier
		h.stages.Courier = courier
		other()
		h.stages.Courier = ours
	}}
	return func() { h.stages.Courier = courier }
}

// Two processes send the same release: what the first has sent, the second finds sent, also where the bank has taken
// the files away by then.
func TestAnotherProcessSendsFirst(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.approved("O-1 alfa brixton EUR 100.00")
	undo := h.overtake(func() { h.ends(h.send(), jobs.OutcomeDone) })
	result, err := h.stages.Send(h.ctx, h.cycle)
	undo()
	h.must(err)
	h.ends(result, jobs.OutcomeDone)
	h.same("files", h.files(), "rhein sent 1", "rhein sent 1")
	h.arrivedOnce("rhein")
}

// A decision to send again is about what was known: where another process has brought the file on since, it is made anew.
func TestAnotherProcessResendsFirst(t *testing.T) {
	t.Parallel()
	h, name := failedFile(t)
	undo := h.overtake(func() {
		_, err := h.stages.Resend(h.ctx, name, "bea", "the quota is lifted")
		h.must(err)
	})
	_, err := h.stages.Resend(h.ctx, name, "bea", "the quota is lifted")
	undo()
	h.refused(err, nil, "was failed after attempt 1", "is sent after attempt 2: decide again")
	h.arrivedOnce("rhein")
}
