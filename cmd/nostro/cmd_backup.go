package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"nostro/internal/backup"
	"nostro/internal/config"
	"nostro/internal/signing"
	"nostro/internal/store"
	"nostro/jobs"
)

type backupCmd struct {
	Folder string `arg:"" help:"New folder for the backup."`
}

// Run copies the installation while others go on working with it.
func (c *backupCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		made, err := backup.Make(s.ctx, markedCopies{s, h.store}, h.dir, s.place(c.Folder))
		if err != nil {
			return err
		}
		summary := fmt.Sprintf("%d files with %d bytes in %s", made.Files, made.Bytes, c.Folder)
		if err := h.stages.NoteBackup(s.ctx, summary); err != nil {
			return err
		}
		s.show(jobs.Result{Stage: "backup", Outcome: jobs.OutcomeDone, Summary: summary,
			Notes: []string{fmt.Sprintf("no secret is in it: keep %s, %s and the passwords apart", config.KeyFileName,
				signing.PrivateFileName)}})
		return nil
	})
}

// markedCopies makes copies of the database that know that they are copies. So they send nothing until they
// have caught up, however they are put back.
type markedCopies struct {
	session *session
	db      *store.Store
}

// Backup copies and marks.
func (m markedCopies) Backup(ctx context.Context, path string) error {
	asOf := m.session.Now()
	if err := m.db.Backup(ctx, path); err != nil {
		return err
	}
	return m.session.markCopy(path, func(s *jobs.Stages) error {
		return s.MarkRestored(ctx, asOf, "a backup that nostro backup made")
	})
}

// markCopy opens a database beside those of the house and lets mark work on it.
func (s *session) markCopy(path string, mark func(*jobs.Stages) error) error {
	copied, err := store.Open(s.ctx, path, s.Now())
	if err != nil {
		return err
	}
	return errors.Join(mark(&jobs.Stages{Store: copied, Now: s.Now, User: s.who()}), copied.Close())
}

type restoreCmd struct {
	Folder string `arg:"" help:"Folder of the backup."`
	To     string `help:"New folder for the installation." required:"" placeholder:"DIR"`
}

// Run verifies the backup, copies it into a new folder, and says what is to be done there.
func (c *restoreCmd) Run(s *session) error {
	restored, err := backup.Restore(s.ctx, s.place(c.Folder), s.place(c.To))
	if err != nil {
		return err
	}
	if err := s.markRestored(s.place(c.To)); err != nil {
		return err
	}
	s.show(jobs.Result{Stage: "restore", Outcome: jobs.OutcomeDone,
		Summary: fmt.Sprintf("%d files with %d bytes in %s, all as the manifest says", restored.Files, restored.Bytes, c.To),
		Notes: []string{
			fmt.Sprintf("put %s, %s and the passwords back", config.KeyFileName, signing.PrivateFileName),
			fmt.Sprintf("then run nostro --dir %s check, and nostro --dir %s verify", c.To, c.To),
			fmt.Sprintf("nothing is sent until nostro --dir %s catch-up has found out what happened since the backup; "+
				"docs/runbooks/restored-backup.md leads through it", c.To)}})
	return nil
}

// markRestored marks what an older program has backed up without a mark.
func (s *session) markRestored(dir string) error {
	return s.markCopy(filepath.Join(dir, backup.DatabaseName), func(stages *jobs.Stages) error {
		behind, err := stages.Behind(s.ctx)
		if err != nil || behind != "" {
			return err
		}
		return stages.MarkRolledBack(s.ctx, "a backup without a mark, put back by nostro restore")
	})
}
