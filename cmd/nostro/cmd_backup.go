package main

import (
	"fmt"

	"nostro/internal/backup"
	"nostro/internal/config"
	"nostro/internal/signing"
	"nostro/jobs"
)

type backupCmd struct {
	Folder string `arg:"" help:"New folder for the backup."`
}

// Run copies the installation while others go on working with it.
func (c *backupCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		made, err := backup.Make(s.ctx, h.store, h.dir, s.place(c.Folder))
		if err != nil {
			return err
		}
		s.show(jobs.Result{Stage: "backup", Outcome: jobs.OutcomeDone,
			Summary: fmt.Sprintf("%d files with %d bytes in %s", made.Files, made.Bytes, c.Folder),
			Notes: []string{fmt.Sprintf("no secret is in it: keep %s, %s and the passwords apart", config.KeyFileName,
				signing.PrivateFileName)}})
		return nil
	})
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
	s.show(jobs.Result{Stage: "restore", Outcome: jobs.OutcomeDone,
		Summary: fmt.Sprintf("%d files with %d bytes in %s, all as the manifest says", restored.Files, restored.Bytes, c.To),
		Notes: []string{
			fmt.Sprintf("put %s, %s and the passwords back", config.KeyFileName, signing.PrivateFileName),
			fmt.Sprintf("then run nostro --dir %s check, and nostro --dir %s verify", c.To, c.To),
			"what was done since the backup is not in it: run collect and reconcile, and look at what was sent before " +
				"anything is sent again"}})
	return nil
}
