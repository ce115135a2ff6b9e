package notify

import (
	"context"
	"fmt"
	"time"

	"nostro/jobs"
)

// sendFor bounds one attempt at a channel, and one call of the heartbeat.
const sendFor = 20 * time.Second

// Messengers are the channels by name. It is a jobs.Messenger.
type Messengers map[string]jobs.Messenger

// Send hands the message to its channel. One that is no longer there takes nothing, for good.
func (m Messengers) Send(ctx context.Context, message jobs.Message) error {
	to, there := m[message.Channel]
	if !there {
		return refusal{fmt.Errorf("channel %s is no longer in nostro.yaml", message.Channel)}
	}
	ctx, stop := context.WithTimeout(ctx, sendFor)
	defer stop()
	return to.Send(ctx, message)
}

// refusal is an error that trying again does not mend.
type refusal struct{ error }

// Final says so.
func (refusal) Final() bool { return true }

// Unwrap returns what was refused.
func (r refusal) Unwrap() error { return r.error }
