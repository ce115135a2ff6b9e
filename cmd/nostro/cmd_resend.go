package main

// resendFlags send one file again, by the decision of two persons.
type resendFlags struct {
	File   string `help:"File to send again, with --resend: the same bytes under the same name." placeholder:"NAME"`
	Resend bool   `help:"Send the file again; it must be failed or unknown."`
	Reason string `help:"Why it must go again, such as what the bank told you." placeholder:"WHY"`
	By     string `help:"The second person, who lets it go." placeholder:"NAME"`
}

// asked tells whether any of the flags was given.
func (f resendFlags) asked() bool { return f.File != "" || f.Resend || f.Reason != "" || f.By != "" }

func (s *session) resend(c *sendCmd) error {
	switch {
	case c.Cycle != "":
		return usageError("name either a cycle or a --file")
	case c.File == "" || !c.Resend:
		return usageError("to send a file again, give --file NAME --resend --reason WHY --by NAME")
	}
	return s.with(func(h *home) error {
		if err := s.connect(h); err != nil {
			return err
		}
		return s.stage(h.stages.Resend(s.ctx, c.File, c.By, c.Reason))
	})
}
