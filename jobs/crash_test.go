package jobs_test

import (
	"context"
	"io"

	"nostro/jobs"
)

// crash is what a simulated crash throws: nothing after it runs.
type crash struct{}

// crashes runs work, which must crash, and opens the house again as a fresh process does.
func (h *installation) crashes(work func()) {
	h.t.Helper()
	func() {
		defer func() {
			if r := recover(); r != nil && r != any(crash{}) {
				panic(r)
			}
		}()
		work()
		h.t.Fatalf("it did not crash")
	}()
	h.closeDisk()
	h.openDisk()
	h.holds()
}

// meddler is a courier that lets the test act around what the real one does.
type meddler struct {
	jobs.Courier
	afterSend, beforeFetch, beforeAcknowledge func(name string)
}

func (m *meddler) Open(ctx context.Context, correspondent string) (jobs.CourierSession, error) {
	session, err := m.Courier.Open(ctx, correspondent)
	return meddled{session, m}, err
}

type meddled struct {
	jobs.CourierSession
	m *meddler
}

func (s meddled) Send(ctx context.Context, p jobs.Parcel) jobs.Delivery {
	d := s.CourierSession.Send(ctx, p)
	call(s.m.afterSend, p.Name)
	return d
}

func (s meddled) Fetch(ctx context.Context, name string, w io.Writer) error {
	call(s.m.beforeFetch, name)
	return s.CourierSession.Fetch(ctx, name, w)
}

func (s meddled) Acknowledge(ctx context.Context, name string) error {
	call(s.m.beforeAcknowledge, name)
	return s.CourierSession.Acknowledge(ctx, name)
}

func call(hook func(string), name string) {
	if hook != nil {
		hook(name)
	}
}

// meddle puts a meddler before the courier; undo takes it away.
func (h *installation) meddle() (m *meddler, undo func()) {
	courier := h.stages.Courier
	m = &meddler{Courier: courier}
	h.stages.Courier = m
	return m, func() { h.stages.Courier = courier }
}
