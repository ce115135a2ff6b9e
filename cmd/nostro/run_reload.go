package main

import (
	"fmt"
	"reflect"
	"strings"

	"nostro/internal/config"
	"nostro/jobs"
	"nostro/jobs/alarm"
)

// restartOnly are the settings that change only while nothing runs: who we are, in what we count, whose identifiers we
// derive, how the archive is kept, and what was opened when the process began. All others are taken.
var restartOnly = []struct {
	key  string
	same func(a, b config.Config) bool
	keep func(from config.Config, to *config.Config)
}{
	{"house.bic", func(a, b config.Config) bool { return a.Settings.House.BIC == b.Settings.House.BIC },
		func(from config.Config, to *config.Config) { to.Settings.House.BIC = from.Settings.House.BIC }},
	{"house.base", func(a, b config.Config) bool { return a.Settings.House.Base == b.Settings.House.Base },
		func(from config.Config, to *config.Config) { to.Settings.House.Base = from.Settings.House.Base }},
	{"key_file", func(a, b config.Config) bool { return reflect.DeepEqual(a.Settings.IDs, b.Settings.IDs) },
		func(from config.Config, to *config.Config) { to.Settings.IDs = from.Settings.IDs }},
	{"archive", func(a, b config.Config) bool { return a.Archive.Recipient == b.Archive.Recipient },
		func(from config.Config, to *config.Config) { to.Archive = from.Archive }},
	{"log", func(a, b config.Config) bool { return a.Log == b.Log },
		func(from config.Config, to *config.Config) { to.Log = from.Log }},
	{"metrics", func(a, b config.Config) bool { return a.Listen == b.Listen },
		func(from config.Config, to *config.Config) { to.Listen = from.Listen }},
}

// keepOld leaves what only a restart may change as it was, and returns the keys.
func keepOld(before config.Config, now *config.Config) (kept []string) {
	for _, r := range restartOnly {
		if !r.same(before, *now) {
			r.keep(before, now)
			kept = append(kept, r.key)
		}
	}
	return kept
}

// reload reads nostro.yaml again, as a start does: limits and rules count once they are approved. What cannot be read
// changes nothing; what only a restart may change stays, and is named.
func (s *session) reload(h *home, a *attendant) {
	a.tellSupervisor("RELOADING=1")
	defer a.tellSupervisor("READY=1")
	before, stages := *h, *h.stages
	kept, err := s.readAgain(h)
	if err != nil {
		*h, *h.stages = before, stages
		s.notTaken(a, "nostro.yaml was not taken over, what was read before stays in force: "+err.Error())
		return
	}
	s.watched(h, a)
	a.tells(h.config)
	if len(kept) > 0 {
		s.notTaken(a, fmt.Sprintf("%s of nostro.yaml changed and stays as it was: that changes only with a restart; all else was taken over",
			strings.Join(kept, ", ")))
	} else {
		a.board.Well(alarm.ConfigNotTaken, config.FileName)
		a.log.Info("nostro.yaml was read again")
	}
	s.show(jobs.Result{Stage: "run", Outcome: jobs.OutcomeDone, Summary: "nostro.yaml was read again"})
}

// notTaken tells what of a changed nostro.yaml is not in force.
func (s *session) notTaken(a *attendant, text string) {
	s.problem(text)
	a.board.Wrong(alarm.Cause{Kind: alarm.ConfigNotTaken, Subject: config.FileName, Text: text, Next: "nostro config check"})
	a.log.Error("nostro.yaml was not taken over", "error", text)
}

func (s *session) readAgain(h *home) (kept []string, err error) {
	conf, err := config.Load(s.cli.Dir, s.Getenv)
	if err != nil {
		return nil, err
	}
	before := h.config
	h.config, h.stages.Settings, h.guarded, h.inForce = conf, conf.Settings, false, ""
	if err := s.guardConfig(h); err != nil {
		return nil, err
	}
	kept = keepOld(before, &h.config)
	h.stages.Settings = h.config.Settings
	return kept, s.connectFor(h)
}
