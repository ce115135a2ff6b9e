package jobs

import (
	"context"
	"fmt"
	"path"
	"strings"

	"nostro/lifecycle"
)

// strayFile is a file of ours that the books have never heard of.
type strayFile struct {
	id, text, next, where string
	acceptable            bool
	data                  []byte // nil where it could not be had
}

// askStrays asks about the files of ours that lie at the banks or in the spool and that the books do not
// know: a spool that outlived its database is newer. Files whose payments have all come into the books again,
// and been decided there, need no answer.
func (u *catchUp) askStrays(tx Tx) error {
	known, err := spoolNames(tx)
	if err != nil {
		return err
	}
	strays := u.remote
	out, err := u.unknownTo(known, "out")
	if err != nil {
		return err
	}
	for _, name := range out {
		data, err := u.stages.Spool.Read(name)
		if err != nil {
			return err
		}
		strays = append(strays, strayFile{id: "spool:" + name, data: data, where: "stands in " + name + " in the spool",
			text: name + " lies in the spool, and the books have never heard of it: it was written after the copy was made, and " +
				"may have been sent.",
			next: "Run its cycle again as far as nostro cycle write: where the same file comes out, it becomes a file of the books " +
				"and is looked for. Where write says that the name holds other bytes, keep the file outside of the spool, write " +
				"again, and decide about the cycle's files by what the bank says."})
	}
	for _, f := range strays {
		if err := u.askStray(tx, f); err != nil {
			return err
		}
	}
	u.raw, err = u.unknownTo(known, "raw")
	return err
}

func (u *catchUp) askStray(tx Tx, f strayFile) error {
	ids := instrIDsIn(f.data)
	decided := len(ids) > 0
	for _, id := range ids {
		i, found, err := tx.Instruction(id)
		if err != nil {
			return err
		}
		decided = decided && found && i.State != lifecycle.InstructionPlanned && !deliveryInDoubt(i.State)
		u.traces = append(u.traces, trace{ref: reference{instrID: id}, text: f.where})
	}
	if !decided {
		u.question(f.acceptable, f.id, f.next, "%s", f.text)
	}
	return nil
}

// spoolNames are the names of the files out and of the input files that the books know.
func spoolNames(tx Tx) (map[string]bool, error) {
	known := map[string]bool{}
	out, err := tx.FilesOut("")
	if err != nil {
		return nil, err
	}
	for _, f := range out {
		known["out/"+f.Name] = true
	}
	inputs, err := tx.InputFiles()
	for _, f := range inputs {
		known["raw/"+f.SHA256] = true
	}
	return known, err
}

func (u *catchUp) unknownTo(known map[string]bool, folder string) (names []string, err error) {
	all, err := u.stages.Spool.List(folder)
	for _, name := range all {
		if !known[name] {
			names = append(names, name)
		}
	}
	return names, err
}

// takeSpool takes in the banks' files that the spool has and the books do not, as if they were fetched: those
// that could not be fetched again, or the bank's name for them would be known. Their bytes are not lost.
func (u *catchUp) takeSpool(ctx context.Context) error {
	names, err := u.stages.Spool.List("in")
	if err != nil {
		return err
	}
	for _, name := range names {
		c, err := u.stages.Settings.Correspondent(path.Base(path.Dir(name)))
		if err != nil {
			u.found("%s is of no correspondent in nostro.yaml: it is left alone", name)
			continue
		}
		hash := strings.TrimSuffix(path.Base(name), path.Ext(name))
		known, err := view(ctx, u.stages.Store, func(tx Tx) (bool, error) {
			_, found, err := tx.FileInByHash(c.ID, hash)
			return found, err
		})
		if err != nil {
			return err
		}
		if known {
			continue
		}
		is, size, err := u.stages.hashOfKept(name)
		if err != nil {
			return err
		}
		if is != hash {
			u.found("%s does not have the bytes that its name says: it is left alone", name)
			continue
		}
		if err := u.stages.keepOpened(ctx, c, u.stages.tryNow(c, path.Base(name), nil), inSpool(hash, size), &u.tally); err != nil {
			return err
		}
		u.found("%s was fetched after the copy was made: it is taken from the spool", name)
	}
	return nil
}

// fileText tells what a file of ours carries: "2 pay-outs: EUR 100.00 to brixton, EUR 30.00 to harbour".
func fileText(tx Tx, f FileOut) (string, error) {
	var parts []string
	notices := 0
	err := eachOfFile(tx, f, func(i Instruction) error {
		if i.Direction == PayIn {
			notices++
			return nil
		}
		if len(parts) < wrongShownMax {
			parts = append(parts, fmt.Sprintf("%s to %s", i.Amount, i.Participant))
		}
		return nil
	})
	if notices > 0 {
		return count(notices, "notice") + " of a pay-in; no money moves by it", err
	}
	rest := ""
	if more := f.Transactions - len(parts); more > 0 {
		rest = fmt.Sprintf(" and %d more", more)
	}
	return fmt.Sprintf("%s: %s%s", count(f.Transactions, "pay-out"), strings.Join(parts, ", "), rest), err
}

// openAt tells whether the bank still owes an answer to something that was sent to it.
func openAt(tx Tx, correspondent string) (bool, error) {
	instructions, err := tx.InstructionsOf("")
	for _, i := range instructions {
		switch i.State {
		case lifecycle.InstructionSent, lifecycle.InstructionAccepted, lifecycle.InstructionUnknown:
			if i.Correspondent == correspondent {
				return true, err
			}
		}
	}
	return false, err
}
