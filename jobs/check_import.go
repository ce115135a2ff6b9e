package jobs

import (
	"bytes"
	"maps"

	"nostro/intake"
)

// rowHash stands for the content of a row.
type rowHash = [32]byte

// checkImports reads every file of participants, accounts and obligations again, and looks for each record in
// them: who is paid, where, and how much, is what people gave us.
func (s *Stages) checkImports(tx Tx, f *findings) error {
	given, err := s.givenRows(tx, f)
	if err != nil {
		return err
	}
	look := func(what, name string, hash rowHash) {
		if f.counted++; !given[hash] {
			f.fail("%s %s is not as any file says that was imported", what, name)
		}
	}
	participants, err := tx.Participants()
	if err != nil {
		return err
	}
	for _, p := range participants {
		look("participant", p.ID, p.ContentHash())
	}
	accounts, err := tx.Accounts()
	if err != nil {
		return err
	}
	for _, a := range accounts {
		look("account", a.Participant+" "+a.Currency.Code(), a.ContentHash())
	}
	if err := checkAmendments(tx, f); err != nil {
		return err
	}
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range append([]Cycle{{}}, cycles...) {
		obligations, err := tx.ObligationsOf(c.ID)
		if err != nil {
			return err
		}
		for _, o := range obligations {
			look("obligation", o.ID, o.ContentHash())
		}
	}
	return nil
}

// givenRows returns the hashes of all good rows of all files.
func (s *Stages) givenRows(tx Tx, f *findings) (map[rowHash]bool, error) {
	given := map[rowHash]bool{}
	files, err := tx.InputFiles()
	for _, file := range files {
		data, err := s.Spool.Read("raw/" + file.SHA256)
		if err != nil {
			f.fail("%s: %v", file.Name, err)
			continue
		}
		addGiven(given, intake.FileKind(file.Kind), file.Name, data)
	}
	return given, err
}

func addGiven(given map[rowHash]bool, kind intake.FileKind, name string, data []byte) {
	everyone := func(string) bool { return true }
	switch kind {
	case intake.Participants:
		rows, _ := intake.ReadParticipants(name, data)
		for _, r := range rows {
			given[r.Value.ContentHash()] = true
		}
	case intake.Accounts:
		rows, _ := intake.ReadAccounts(name, data, everyone)
		for _, r := range rows {
			given[r.Value.ContentHash()] = true
		}
	case intake.Obligations:
		found := map[rowHash]bool{}
		err := scanObligations(name, bytes.NewReader(data), everyone, func(rows []intake.Row[intake.Obligation], _ []intake.Refusal) error {
			for _, r := range rows {
				found[r.Value.ContentHash()] = true
			}
			return nil
		})
		if err == nil { // of a file that is refused nothing was taken
			maps.Copy(given, found)
		}
	}
}
