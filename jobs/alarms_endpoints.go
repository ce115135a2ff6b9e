package jobs

import (
	"context"
	"fmt"

	"nostro/jobs/alarm"
)

// WatchedCourier tells a board whether each endpoint lets us in.
type WatchedCourier struct {
	Courier
	Board *alarm.Board
}

// Open logs in, and tells what came of it. One that was called off tells nothing.
func (w WatchedCourier) Open(ctx context.Context, correspondent string) (CourierSession, error) {
	session, err := w.Courier.Open(ctx, correspondent)
	switch {
	case err == nil:
		w.Board.Well(alarm.EndpointDown, correspondent)
	case ctx.Err() == nil:
		w.Board.Wrong(alarm.Cause{Kind: alarm.EndpointDown, Subject: correspondent, Text: cutLine(fmt.Sprint(withoutClass(err)), alarmRunesMax),
			Next: "nostro ping " + correspondent})
	}
	return session, err
}
