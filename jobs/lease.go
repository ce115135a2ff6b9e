package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"nostro/lifecycle"
)

// ErrLeaseLost marks what an old holder of the lease still wanted to write; test with errors.Is.
var ErrLeaseLost = errors.New("another process has taken over")

// runnerLease is the lease of the process that runs what is due.
const runnerLease = "runner"

// takeLease takes or renews the lease for the holder, who knows the fence of his own (0: none). Where another holds
// it, taken is false. A lease that ends later than one that is taken now was given by a clock that has gone back
// since: it may be taken, for the fence keeps the old holder out.
func takeLease(tx Tx, holder string, fence int64, now time.Time, length time.Duration) (l Lease, taken bool, err error) {
	l, found, err := tx.Lease(runnerLease)
	if err != nil {
		return l, false, err
	}
	mine := found && l.Holder == holder && l.Fence == fence
	held := found && now.Before(l.Until) && !l.Until.After(now.Add(length))
	if held && !mine {
		return l, false, nil
	}
	if !mine {
		l.Fence++
	}
	l = Lease{Name: runnerLease, Holder: holder, Fence: l.Fence, Until: now.Add(length)}
	return l, true, tx.SaveLease(l)
}

// fencedStore is the store for the holder of a lease: once another has taken it, nothing is written any more.
type fencedStore struct {
	Store
	fence int64
}

// Update runs work only while the lease is held, in the same transaction.
func (f fencedStore) Update(ctx context.Context, work func(Tx) error) error {
	return f.Store.Update(ctx, func(tx Tx) error {
		if err := f.check(tx); err != nil {
			return err
		}
		return work(tx)
	})
}

func (f fencedStore) check(tx Tx) error {
	l, _, err := tx.Lease(runnerLease)
	if err == nil && l.Fence != f.fence {
		return fmt.Errorf("%s runs the jobs since then (fence %d, ours was %d): %w", l.Holder, l.Fence, f.fence, ErrLeaseLost)
	}
	return err
}

// fencedCourier sends nothing once the lease is lost. A holder that is stopped between this look and the first byte
// is caught by the protocol of delivery: the same bytes under the same name, which must be free.
type fencedCourier struct {
	Courier
	store fencedStore
}

// Open logs in; what the session sends is fenced.
func (f fencedCourier) Open(ctx context.Context, correspondent string) (CourierSession, error) {
	session, err := f.Courier.Open(ctx, correspondent)
	if err != nil {
		return nil, err
	}
	return fencedSession{session, f.store}, nil
}

type fencedSession struct {
	CourierSession
	store fencedStore
}

// Send uploads only while the lease is held.
func (f fencedSession) Send(ctx context.Context, p Parcel) Delivery {
	if err := f.store.View(ctx, f.store.check); err != nil {
		return Delivery{State: lifecycle.FileOutFailed, Detail: err.Error()}
	}
	return f.CourierSession.Send(ctx, p)
}
