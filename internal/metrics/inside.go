package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/jobs/alarm"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// scrapeTime bounds how long one scrape reads the store: those who scrape wait ten seconds by default.
const scrapeTime = 8 * time.Second

// inside reads how the house stands at each scrape.
type inside struct {
	read func(context.Context) (jobs.Insight, error)

	readable, cycles, files, breaks, alarms, fixings, lastDone, lastBackup, bytes *prometheus.Desc
}

// Watch adds the metrics of the house to those of the process. It may be called once.
func (m *Metrics) Watch(read func(context.Context) (jobs.Insight, error)) {
	of := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc(name, help, labels, nil)
	}
	m.registry.MustRegister(&inside{read: read,
		readable: of("nostro_store_readable", "1 where the store could be read for this scrape; else what is read from it is not there."),
		cycles:   of("nostro_cycles", "Cycles by state.", "state"),
		files:    of("nostro_files", "Files to banks (out) and from banks (in), by state.", "direction", "state"),
		breaks:   of("nostro_breaks", "Open breaks by reason, and by their age in days.", "reason", "age_days"),
		alarms:   of("nostro_alarms", "Alarms that are not over; state raised: nobody has taken it on.", "severity", "state"),
		fixings: of("nostro_fixing_timestamp_seconds", "The day of the newest fixing of each source of rates, at 00:00 UTC.",
			"source"),
		lastDone:   of("nostro_job_last_success_timestamp_seconds", "When a job was last done, by whatever process.", "job"),
		lastBackup: of("nostro_last_backup_timestamp_seconds", "When the last backup was made, by hand or by a job."),
		bytes:      of("nostro_database_size_bytes", "Size of the database."),
	})
}

// Describe implements prometheus.Collector.
func (i *inside) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{i.readable, i.cycles, i.files, i.breaks, i.alarms, i.fixings, i.lastDone, i.lastBackup, i.bytes} {
		out <- d
	}
}

// Collect implements prometheus.Collector.
func (i *inside) Collect(out chan<- prometheus.Metric) {
	ctx, stop := context.WithTimeout(context.Background(), scrapeTime)
	defer stop()
	in, err := i.read(ctx)
	tell := func(d *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	tell(i.readable, one(err == nil))
	if err != nil {
		return // no figure is better than an old or a half one
	}
	for _, s := range lifecycle.Cycles.States() {
		tell(i.cycles, float64(in.Cycles[string(s)]), string(s))
	}
	for _, s := range lifecycle.FilesOut.States() {
		tell(i.files, float64(in.FilesOut[string(s)]), "out", string(s))
	}
	for _, s := range lifecycle.FilesIn.States() {
		tell(i.files, float64(in.FilesIn[string(s)]), "in", string(s))
	}
	i.attention(in, tell)
	for source, date := range in.Fixings {
		tell(i.fixings, float64(midnight(date)), source)
	}
	for job, at := range in.LastDone {
		tell(i.lastDone, float64(at.Unix()), job)
	}
	if !in.LastBackup.IsZero() {
		tell(i.lastBackup, float64(in.LastBackup.Unix()))
	}
	tell(i.bytes, float64(in.Bytes))
}

// attention tells what needs a person: a reason or a severity of which there is none is 0, not absent.
func (i *inside) attention(in jobs.Insight, tell func(*prometheus.Desc, float64, ...string)) {
	breaks := map[string][4]int{}
	for _, b := range in.Breaks {
		breaks[b.Reason] = b.ByAge
	}
	for _, reason := range reconcile.Reasons() {
		for n, age := range jobs.BreakAges() {
			tell(i.breaks, float64(breaks[string(reason)][n]), string(reason), age)
		}
	}
	type open struct {
		severity alarm.Severity
		state    lifecycle.Alarm
	}
	counts := map[open]int{}
	for _, a := range in.Alarms {
		counts[open{a.Severity, a.State}]++
	}
	for _, severity := range alarm.Severities() {
		for _, state := range []lifecycle.Alarm{lifecycle.AlarmRaised, lifecycle.AlarmAcknowledged} {
			tell(i.alarms, float64(counts[open{severity, state}]), string(severity), string(state))
		}
	}
}

func midnight(d calendar.Date) int64 { return d.In(time.UTC).Unix() }
