package jobs_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"nostro/internal/sim/ftpd"
	"nostro/jobs"
)

// pauses is a wait that takes no time and remembers what it was asked for.
type pauses struct {
	mu  sync.Mutex
	all []time.Duration
}

func (p *pauses) wait(_ context.Context, d time.Duration) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.all = append(p.all, d)
	return nil
}

// patiently sends with that many tries a second apart, and endpoints side by side.
type patiently struct {
	jobs.Courier
	tries int
}

func (c patiently) Manner(string) jobs.Manner {
	return jobs.Manner{Sessions: 1, Tries: c.tries, Pause: time.Second} // one after the other: which file meets the fault is certain
}

func sendsPatiently(t *testing.T, tries int, faults ...ftpd.Fault) (*installation, jobs.Result, []time.Duration) {
	t.Helper()
	var options []func(*setup)
	for _, f := range faults {
		options = append(options, fault("rhein", f))
	}
	h := newInstallation(t, options...)
	h.approved(twoBanks...)
	waits := &pauses{}
	h.stages.Courier, h.stages.Wait, h.stages.Seed, h.stages.Lanes = patiently{h.stages.Courier, tries}, waits.wait, 7, 4
	result := h.send()
	h.stages.Courier = h.stages.Courier.(patiently).Courier
	return h, result, waits.all
}

// What the server refuses for now goes in the same run, each try an attempt of its own; what it refuses for good does not.
func TestTemporaryRefusalIsTriedAgainAndAPermanentOneIsNot(t *testing.T) {
	t.Parallel()
	busy := ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.Reply, Code: 450, Text: "busy"}
	h, result, waits := sendsPatiently(t, 3, busy)
	h.ends(result, jobs.OutcomeDone)
	h.arrivedOnce("rhein")
	h.arrivedOnce("hudson")
	if len(waits) != 1 || waits[0] < 750*time.Millisecond || waits[0] > 1250*time.Millisecond {
		t.Errorf("waited %v, want about a second once", waits)
	}
	_, again, same := sendsPatiently(t, 3, busy)
	if !slices.Equal(waits, same) {
		t.Errorf("the same seed waits %v, then %v: %s", waits, same, again.Summary)
	}
	never := ftpd.Fault{Command: "STOR", Do: ftpd.Reply, Code: 553, Text: "never"}
	h, result, waits = sendsPatiently(t, 3, never)
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(strings.Join(result.Notes, "\n"), "553 never")
	h.arrivedOnce("hudson")
	if len(waits) != 0 {
		t.Errorf("a permanent refusal was tried again after %v", waits)
	}
}

func TestTriesHaveALimitAndPausesGrow(t *testing.T) {
	t.Parallel()
	h, result, waits := sendsPatiently(t, 3, ftpd.Fault{Command: "CONNECT", Do: ftpd.Reply, Code: 421, Text: "closed"})
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(strings.Join(result.Notes, "\n"), "rhein: nothing was exchanged", "421 closed")
	h.arrivedOnce("hudson")
	if len(waits) != 2 || waits[1] < waits[0]+250*time.Millisecond || h.servers["rhein"].Count("CONNECT") != 3 {
		t.Errorf("waited %v, connected %d times", waits, h.servers["rhein"].Count("CONNECT"))
	}
}

// hanging is a courier to one of whose endpoints nobody gets through before the other is done.
type hanging struct {
	jobs.Courier
	others chan struct{}
}

func (c hanging) Open(ctx context.Context, correspondent string) (jobs.CourierSession, error) {
	if correspondent == "hudson" { // the first in order
		<-c.others
		return nil, errors.New("no answer in time")
	}
	session, err := c.Courier.Open(ctx, correspondent)
	return closing{session, c.others}, err
}

type closing struct {
	jobs.CourierSession
	done chan struct{}
}

func (s closing) Close() error {
	close(s.done)
	return s.CourierSession.Close()
}

// An endpoint that hangs until the other is done: one after the other, that would never end.
func TestEndpointThatHangsHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.approved(twoBanks...)
	courier := h.stages.Courier
	h.stages.Courier, h.stages.Lanes = hanging{courier, make(chan struct{})}, 2
	result := h.send()
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.same("files", h.files(), "hudson written 0", "hudson written 0", "rhein sent 1", "rhein sent 1")
	h.stages.Courier = hanging{courier, make(chan struct{})}
	collected, err := h.stages.Collect(t.Context())
	h.stages.Courier = courier
	if err != nil || !strings.Contains(strings.Join(collected.Notes, "\n"), "hudson: nothing was fetched: no answer in time") {
		t.Errorf("collect: %+v, %v", collected, err)
	}
	h.ends(h.send(), jobs.OutcomeDone)
}
