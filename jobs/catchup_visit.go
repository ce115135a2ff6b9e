package jobs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"nostro/lifecycle"
)

// visitAll goes to every correspondent and takes home whatever is still there.
func (u *catchUp) visitAll(ctx context.Context) error {
	for _, c := range u.stages.Settings.Correspondents {
		if reached, err := u.visit(ctx, c); err != nil || !reached {
			if err != nil {
				return err
			}
			continue
		}
		tally := collectTally{}
		if err := u.stages.collectFrom(ctx, c, &tally); err != nil {
			return err
		}
		if tally.trouble {
			u.question(true, "collect:"+c.ID, "Read what is said, mend it and run catch-up again; what is kept here already is "+
				"not fetched twice.", "Not all that waits at %s could be taken without a doubt: %s.", c.ID,
				strings.Join(tally.notes, "; "))
		}
		u.tally.fetched += tally.fetched
		u.tally.again += tally.again
	}
	return nil
}

// read reads what has come, from the banks and from the spool.
func (u *catchUp) read(ctx context.Context) error {
	if err := u.stages.readFetched(ctx, &u.tally); err != nil {
		return err
	}
	u.found("%s fetched that the books did not have, %d seen before, %d in quarantine", count(u.tally.fetched, "file"),
		u.tally.again, u.tally.quarantined)
	return nil
}

// visit looks for files of ours and fetches what was fetched before. Only the store and the spool can stop it.
func (u *catchUp) visit(ctx context.Context, c Correspondent) (reached bool, err error) {
	session, err := u.stages.Courier.Open(ctx, c.ID)
	if err != nil {
		u.question(false, "endpoint:"+c.ID, "Run catch-up again when it is up.",
			"%s could not be reached, and what it knows is not known here: %v.", c.ID, err)
		return false, nil
	}
	defer session.Close()
	u.keeps[c.ID] = session.KeepsFetched()
	for _, work := range []func(context.Context, CourierSession, Correspondent) error{
		u.lookForFiles, u.searchOut, u.fetchAgain,
	} {
		if err := work(ctx, session, c); err != nil {
			return true, err
		}
	}
	return true, nil
}

// lookForFiles looks whether the unknown files lie at the bank. That one does not proves nothing any more: a
// bank takes files away.
func (u *catchUp) lookForFiles(ctx context.Context, session CourierSession, c Correspondent) error {
	files, err := view(ctx, u.stages.Store, func(tx Tx) ([]FileOut, error) { return tx.FilesOut("") })
	if err != nil {
		return err
	}
	for _, f := range filesFor(c.ID, files) {
		if f.State != lifecycle.FileOutUnknown {
			continue
		}
		parcel, err := u.stages.parcel(ctx, f)
		if err != nil {
			return err
		}
		seen := u.stages.lookFor(ctx, session, f, parcel)
		if seen.State == lifecycle.FileOutSent {
			u.found("%s was sent: it lies at %s", f.Name, c.ID)
			seen.Detail = "found at the bank by catch-up: " + seen.Detail
		} else {
			seen = Delivery{State: lifecycle.FileOutUnknown, Detail: "looked for by catch-up: " + seen.Detail}
		}
		if _, err := u.stages.conclude(ctx, f, seen); err != nil {
			return err
		}
	}
	return nil
}

// searchOut looks for files with names of ours that the books do not know, and keeps their bytes.
func (u *catchUp) searchOut(ctx context.Context, session CourierSession, c Correspondent) error {
	offered, err := session.ListFolder(ctx, FolderOut)
	if err != nil {
		u.question(true, "outbox:"+c.ID, fmt.Sprintf("Ask %s which files of ours it has got since %s.", c.ID,
			stamp(u.mark.StartedAt)), "The folder at %s where our files go cannot be listed: %v.", c.ID, err)
		return nil
	}
	files, err := view(ctx, u.stages.Store, func(tx Tx) ([]FileOut, error) { return tx.FilesOut("") })
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, f := range files {
		known[f.Name] = true
		if u.stages.Envelopes != nil {
			remote, _ := u.stages.Envelopes.Seals(f.Correspondent, f.Name)
			known[remote] = true
		}
	}
	for _, remote := range offered {
		ours, err := u.stages.isOurs(c, remote.Name)
		if err != nil {
			return err
		}
		if known[remote.Name] || !ours {
			continue
		}
		if err := u.keepFound(ctx, session, c, remote); err != nil {
			return err
		}
	}
	return nil
}

// isOurs tells whether a file at the correspondent has a name of ours: by its pattern, or as files are named without one.
func (s *Stages) isOurs(c Correspondent, name string) (bool, error) {
	if strings.HasPrefix(name, s.Settings.House.BIC+"-") {
		return true, nil
	}
	return c.FileNames.matches(s.Settings.House.BIC, c.ID, name)
}

// keepFound keeps a file of ours that the lost house had sent.
func (u *catchUp) keepFound(ctx context.Context, session CourierSession, c Correspondent, remote RemoteFile) error {
	var data bytes.Buffer
	kept := ""
	if err := session.FetchFrom(ctx, FolderOut, remote.Name, &data); err != nil {
		kept = fmt.Sprintf("It could not be fetched: %v.", err)
	} else {
		name := path.Join("found", c.ID, hashOf(data.Bytes())+".xml")
		if err := u.stages.Spool.Write(name, data.Bytes()); err != nil {
			return err
		}
		kept = fmt.Sprintf("Its bytes are kept in the spool as %s.", name)
	}
	u.remote = append(u.remote, strayFile{id: "remote:" + c.ID + "/" + remote.Name, acceptable: true, data: data.Bytes(),
		next: "Import the same input files and run its cycle again as far as nostro cycle write: the payments get the same " +
			"identifiers. Then catch-up finds out whether it is the same file.",
		text: fmt.Sprintf("%s lies at %s, %d bytes, and the books have never heard of it: it was sent after the copy was made. %s",
			remote.Name, c.ID, remote.Bytes, kept), where: fmt.Sprintf("stands in %s at %s", remote.Name, c.ID)})
	return nil
}

// fetchAgain fetches what was fetched and moved aside, unless the books have a file of that name and size.
func (u *catchUp) fetchAgain(ctx context.Context, session CourierSession, c Correspondent) error {
	offered, err := session.ListFolder(ctx, FolderFetched)
	if errors.Is(err, ErrNotKept) {
		return nil
	}
	if err != nil {
		u.question(true, "fetched:"+c.ID, "Have the folder put right, and run catch-up again.",
			"The folder at %s to which fetched files are moved cannot be listed: %v.", c.ID, err)
		return nil
	}
	for _, remote := range offered {
		known, err := view(ctx, u.stages.Store, func(tx Tx) (bool, error) {
			f, found, err := tx.FileInByName(c.ID, remote.Name)
			return found && f.Bytes == remote.Bytes, err
		})
		if err != nil {
			return err
		}
		if known {
			continue
		}
		came, err := u.stages.receive(c, func(w io.Writer) error { return session.FetchFrom(ctx, FolderFetched, remote.Name, w) })
		if errors.Is(err, errSpool) {
			return err
		}
		if err != nil {
			u.question(true, "fetched:"+c.ID+"/"+remote.Name, "Run catch-up again, or ask the bank for it.",
				"%s was fetched before and could not be fetched again: %v.", remote.Name, err)
			continue
		}
		if err := u.stages.keepReceived(ctx, c, u.stages.tryNow(c, remote.Name, session.Replies()), came, &u.tally); err != nil {
			return err
		}
	}
	return nil
}
