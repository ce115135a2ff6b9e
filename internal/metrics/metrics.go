// Package metrics counts what nostro run does and tells how the house stands, for Prometheus, and serves it with the health
// of the process. What a process did begins with it; how the house stands is read from the store at each scrape, by the
// process that runs the jobs and by one that stands by alike.
//
// It promises names and units by the conventions of Prometheus, and labels that are few: jobs, channels, correspondents,
// severities. It refuses amounts of money: a sample is a floating point number.
package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"nostro/jobs"
	"nostro/jobs/alarm"
	"nostro/lifecycle"
)

// Metrics are those of one process. All methods may be called by several goroutines.
type Metrics struct {
	registry   *prometheus.Registry
	runs       *prometheus.CounterVec
	took       *prometheus.HistogramVec
	turns      *prometheus.CounterVec
	lastTurn   prometheus.Gauge
	leader     prometheus.Gauge
	heartbeats *prometheus.CounterVec
	endpoints  *prometheus.GaugeVec
	notices    *prometheus.GaugeVec
	health     health
}

// jobSeconds are the upper bounds of the duration of a job: from a look at an empty folder to an hour's import.
var jobSeconds = []float64{0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600}

// New returns metrics of a process that has done nothing yet.
func New() *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry(),
		runs: counter("nostro_job_runs_total", "Attempts of jobs that ended, by outcome.", "job", "outcome"),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "nostro_job_duration_seconds", Help: "How long attempts of jobs took.",
			Buckets: jobSeconds}, []string{"job"}),
		turns:      counter("nostro_turns_total", "Looks at the clock, by outcome.", "outcome"),
		lastTurn:   prometheus.NewGauge(prometheus.GaugeOpts{Name: "nostro_last_turn_timestamp_seconds", Help: "When the clock was last looked at."}),
		leader:     prometheus.NewGauge(prometheus.GaugeOpts{Name: "nostro_leader", Help: "1 while this process holds the lease and runs the jobs."}),
		heartbeats: counter("nostro_heartbeats_total", "Calls of the heartbeat, by outcome.", "outcome"),
		endpoints:  gauge("nostro_endpoint_up", "1 where the last login at a correspondent succeeded, 0 where not.", "correspondent"),
		notices:    gauge("nostro_notices", "Notices to people, by channel and what became of them.", "channel", "state"),
	}
	m.registry.MustRegister(m.runs, m.took, m.turns, m.lastTurn, m.leader, m.heartbeats, m.endpoints, m.notices,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewBuildInfoCollector())
	return m
}

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
}

func gauge(name, help string, labels ...string) *prometheus.GaugeVec {
	return prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name, Help: help}, labels)
}

// Ran counts one attempt of a job.
func (m *Metrics) Ran(r jobs.JobRun) {
	m.runs.WithLabelValues(r.Job, string(r.Outcome)).Inc()
	m.took.WithLabelValues(r.Job).Observe(r.EndedAt.Sub(r.StartedAt).Seconds())
}

// Turned counts one look at the clock.
func (m *Metrics) Turned(now time.Time, leads bool, err error) {
	outcome := "ok"
	if err != nil {
		outcome = "failed"
	}
	m.turns.WithLabelValues(outcome).Inc()
	m.lastTurn.Set(float64(now.Unix()))
	m.leader.Set(one(leads))
	m.health.turned(now, err)
}

// Beat counts one call of the heartbeat.
func (m *Metrics) Beat(err error) {
	outcome := "ok"
	if err != nil {
		outcome = "failed"
	}
	m.heartbeats.WithLabelValues(outcome).Inc()
}

// Looked tells what became of notices, and which endpoints answer.
func (m *Metrics) Looked(channels []alarm.Channel, facts []alarm.Fact) {
	for _, c := range channels {
		for state, n := range map[lifecycle.Notice]int{lifecycle.NoticeWaiting: c.Waiting, lifecycle.NoticeSent: c.Sent,
			lifecycle.NoticeFailed: c.Failed, lifecycle.NoticeUnknown: c.Unknown} {
			m.notices.WithLabelValues(c.Name, string(state)).Set(float64(n))
		}
	}
	for _, f := range facts {
		if f.Kind == alarm.EndpointDown {
			m.endpoints.WithLabelValues(f.Subject).Set(one(!f.Wrong))
		}
	}
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
