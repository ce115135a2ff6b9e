package main

import (
	"fmt"
	"slices"
	"time"

	"nostro/internal/report"
	"nostro/jobs"
)

// past reads the instant of a look back: the end of a day, in the zone of the house, or an instant. It is over, or nobody knows yet
// what will have been known then.
func (s *session) past(h *home, asOf string) (time.Time, error) {
	dates, err := (&balancesCmd{BookedUntil: asOf}).dates(h.stages.Settings.CutOff.Zone())
	if err != nil {
		return time.Time{}, usageError(fmt.Sprintf("--as-of %q: give a date, or an instant such as 2026-11-30T17:00:00Z", asOf))
	}
	if dates.Booked.After(s.Now()) {
		return time.Time{}, usageError(fmt.Sprintf("--as-of %s is not over: nostro report shows what is known now", asOf))
	}
	return dates.Booked, nil
}

// pictureOf reads what a report shows of an instant that is over, its three-way control and the records of safeguarding included.
// What is reckoned from what holds now is left out.
func (s *session) pictureOf(h *home, cycle string, at time.Time) (report.Picture, error) {
	settings := h.stages.Settings
	zone := settings.CutOff.Zone()
	scope, err := s.controlOf(h, cycle)
	if err != nil {
		return report.Picture{}, err
	}
	found, err := h.stages.Control(s.ctx, scope, at)
	if err != nil {
		return report.Picture{}, err
	}
	records, err := h.stages.SafeguardingRecords(s.ctx)
	if err != nil {
		return report.Picture{}, err
	}
	records = slices.DeleteFunc(records, func(r jobs.SafeguardingRecord) bool { return r.At.After(at) })
	then := *h.stages
	then.Now, then.Business = func() time.Time { return at }, nil
	return report.Gather(s.ctx, h.store, report.Input{House: settings.House.Name, Cycle: cycle, AsOf: at, Zone: zone, LookBack: true,
		Pivot: settings.Rates.Pivot, Cross: settings.Rates.Cross, Control: report.ControlOf(found, at, zone),
		Safeguarding: report.SafeguardingOf(records, then.SafeguardingDue(records), zone)})
}
