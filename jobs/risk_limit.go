package jobs

import (
	"fmt"
	"strings"

	"nostro/fx"
)

// refuseBeyondLimits errs while a limit of the open position is broken, or nobody can tell whether one is, and the house
// has decided that it blocks: then no release is approved. What was netted and converted stands; a cover trade, or
// another limit, lets it go on.
func (s *Stages) refuseBeyondLimits(tx Tx) error {
	if !s.Settings.Risk.Block {
		return nil
	}
	r, err := s.openRisk(tx, s.today())
	if err != nil || !r.Breached() {
		return err
	}
	return needsPerson("%s: nostro risk shows the open position; cover it, or have limits in nostro.yaml changed; nothing was approved",
		strings.Join(r.BreachWords(), "; "))
}

// BreachWords says each breach in words.
func (r Risk) BreachWords() []string {
	var list []string
	for _, b := range r.Breaches {
		list = append(list, BreachText(b))
	}
	if r.Unknown != "" {
		list = append(list, r.Unknown)
	}
	return list
}

// BreachText says one breach in words.
func BreachText(b fx.Breach) string {
	side := "long"
	if !b.Long {
		side = "short"
	}
	if b.What == "total" {
		return fmt.Sprintf("all open positions together are %s, beyond their limit of %s by %s", b.Position, b.Limit, b.Beyond)
	}
	return fmt.Sprintf("we are %s %s, beyond the limit of %s by %s", side, b.Position, b.Limit, b.Beyond)
}
