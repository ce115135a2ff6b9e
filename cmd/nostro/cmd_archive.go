package main

import (
	"fmt"

	"nostro/jobs"
)

type archiveCmd struct {
	Encrypt archiveEncryptCmd `cmd:"" help:"Encrypt the files of the spool that still lie there in the clear."`
}

type archiveEncryptCmd struct{}

// Run encrypts what lies in the clear. It may be stopped and run again.
func (c *archiveEncryptCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		if h.config.Archive.Recipient == "" {
			return usageError("nostro.yaml names no key: write archive.recipient and archive.identity_file (docs/confidentiality.md)")
		}
		files, err := openSpool(h.dir, h.config.Archive)
		if err != nil {
			return err
		}
		done, err := files.Encrypt()
		s.show(jobs.Result{Stage: "archive", Outcome: jobs.OutcomeDone, Summary: fmt.Sprintf("%d files encrypted, %d were before", done.Files,
			done.Before), Notes: []string{"older backups, and blocks of the disk, may still hold them in the clear"}})
		return err
	})
}
