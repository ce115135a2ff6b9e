package main

import (
	"fmt"
	"os"

	"nostro/internal/verify"
)

type verifyCmd struct {
	File       string   `arg:"" optional:"" help:"The database, nostro.db or a copy. It is only read."`
	Key        []string `help:"Verifier key, or the file with it: nostro.sign.pub." placeholder:"KEY" sep:"none"`
	Checkpoint []string `help:"Signed note that was kept elsewhere." placeholder:"OLD.note" sep:"none"`
	Spool      string   `help:"Folder of the files that the books name, to look at them too." placeholder:"DIR"`
	Proof      string   `help:"Check a proof file alone, without a database." placeholder:"FILE.json"`
}

// Run answers whether the books are those that were signed. The exit codes are of this command alone: 0
// verified, 2 tampered, 3 cannot tell, 4 bad input.
func (c *verifyCmd) Run(s *session) error {
	answer, err := c.answer(s)
	if err != nil {
		s.code = verify.BadInput.ExitCode()
		s.problem(err.Error())
		return nil
	}
	s.code = answer.Verdict.ExitCode()
	if s.cli.JSON {
		s.json(answer)
		return nil
	}
	return answer.Write(s.Stdout)
}

func (c *verifyCmd) answer(s *session) (verify.Answer, error) {
	if (c.File == "") == (c.Proof == "") {
		return verify.Answer{}, fmt.Errorf("name either a database or, with --proof, a proof file")
	}
	request := verify.Request{File: c.File, Spool: c.Spool}
	for _, argument := range c.Key {
		key, err := verify.ReadKey(argument)
		if err != nil {
			return verify.Answer{}, err
		}
		request.Keys = append(request.Keys, key)
	}
	if c.Proof != "" {
		data, err := os.ReadFile(c.Proof)
		if err != nil {
			return verify.Answer{}, err
		}
		return verify.Proof(c.Proof, data, request.Keys), nil
	}
	for _, name := range c.Checkpoint {
		data, err := os.ReadFile(name)
		if err != nil {
			return verify.Answer{}, err
		}
		request.Checkpoints = append(request.Checkpoints, verify.Named{Name: name, Note: data})
	}
	return verify.Books(s.ctx, request), nil
}
