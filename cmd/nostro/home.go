package main

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"nostro/internal/config"
	"nostro/internal/delivery"
	"nostro/internal/store"
	"nostro/jobs"
)

// home is the open folder of an installation, with its rooms wired together.
type home struct {
	dir    string
	config config.Config
	store  *store.Store
	stages *jobs.Stages

	guarded bool   // limits and rules count once a second person has approved them
	inForce string // those that were approved last, "" where none were
}

// open wires the rooms around the folder that --dir names. The caller closes it.
func (s *session) open() (*home, error) {
	conf, err := config.Load(s.cli.Dir, s.Getenv)
	if err != nil {
		return nil, err
	}
	files, err := openSpool(s.cli.Dir, conf.Archive)
	if err != nil {
		return nil, err
	}
	db, err := store.Open(s.ctx, filepath.Join(s.cli.Dir, "nostro.db"), s.Now())
	if err != nil {
		return nil, err
	}
	h := &home{dir: s.cli.Dir, config: conf, store: db, stages: &jobs.Stages{Settings: conf.Settings, Store: db,
		Spool: files, Now: s.Now, User: s.who()}}
	if err := s.guardConfig(h); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if err := h.stages.ReadBusinessDate(s.ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return h, nil
}

// with opens the home, runs the work and closes it.
func (s *session) with(work func(*home) error) error {
	h, err := s.open()
	if err != nil {
		return err
	}
	return errors.Join(work(h), h.store.Close())
}

// connect gives the stages a courier; only the commands that deliver or collect need the secrets.
func (s *session) connect(h *home) error {
	if err := s.seals(h); err != nil {
		return err
	}
	endpoints, err := deliveryEndpoints(h.config.Endpoints)
	if err != nil {
		return err
	}
	courier, err := delivery.New(endpoints, delivery.Options{Now: time.Now, Clock: s.Now, Passing: s.Passing,
		Locks: filepath.Join(h.dir, "locks")})
	h.stages.Courier, h.stages.Lanes, h.stages.Wait, h.stages.Passing = courier, s.Lanes, s.Wait, s.Passing
	h.stages.Seed = uint64(s.Now().UnixNano()) ^ uint64(os.Getpid())
	return err
}
