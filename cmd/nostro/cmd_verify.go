package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"nostro/internal/backup"
	"nostro/internal/verify"
)

type verifyCmd struct {
	File       string   `arg:"" optional:"" help:"The database, or a folder with it and its spool: a house or a backup. It is only read."`
	Key        []string `help:"Verifier key, or the file with it: nostro.sign.pub." placeholder:"KEY" sep:"none"`
	Checkpoint []string `help:"Signed note that was kept elsewhere." placeholder:"OLD.note" sep:"none"`
	Spool      string   `help:"Folder of the files that the books name, to look at them too." placeholder:"DIR"`
	Identity   string   `help:"File with the identity of age that opens an encrypted spool." placeholder:"FILE"`
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
	var text bytes.Buffer
	if err := answer.Write(&text); err != nil {
		return err
	}
	s.showAnswer(text.String())
	return nil
}

// showAnswer wraps the lines of an answer, which stand in two columns as those of a stage do.
func (s *session) showAnswer(text string) {
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if len(line) > stageWidth && line[stageWidth] == ' ' {
			s.line(strings.TrimSpace(line[:stageWidth]), line[stageWidth+1:])
			continue
		}
		fmt.Fprintln(s.Stdout, line)
	}
}

func (c *verifyCmd) answer(s *session) (verify.Answer, error) {
	if (c.File == "") == (c.Proof == "") {
		return verify.Answer{}, fmt.Errorf("name either a database or, with --proof, a proof file")
	}
	request := c.request()
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
	if c.Identity != "" {
		var err error
		if request.Decrypt, err = decryptWith(c.Identity); err != nil {
			return verify.Answer{}, err
		}
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

// request names the database and the spool. A folder is looked at as a whole; the key that lies in it is not
// taken, for who changed the books could have changed that too.
func (c *verifyCmd) request() verify.Request {
	if info, err := os.Stat(c.File); err != nil || !info.IsDir() {
		return verify.Request{File: c.File, Spool: c.Spool}
	}
	r := verify.Request{File: filepath.Join(c.File, backup.DatabaseName), Spool: c.Spool}
	if spool := filepath.Join(c.File, "spool"); r.Spool == "" {
		if info, err := os.Stat(spool); err == nil && info.IsDir() {
			r.Spool = spool
		}
	}
	return r
}
