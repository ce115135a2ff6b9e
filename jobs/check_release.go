package jobs

import (
	"nostro/lifecycle"
	"nostro/risk"
)

// checkReleases computes the digest of every release again from its files, and looks for the approval of a
// second person where the cycle went on.
func checkReleases(tx Tx, f *findings) error {
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		if !c.State.Reached(lifecycle.CycleWritten) {
			continue
		}
		f.counted++
		release, found, err := tx.Release(c.ID)
		if err != nil {
			return err
		}
		if !found {
			f.fail("cycle %s is %s and has no release", c.ID, c.State)
			continue
		}
		digest, err := recordedDigest(tx, c.ID)
		if err != nil {
			return err
		}
		if digest != release.Digest {
			f.fail("cycle %s: its files have the digest %.12s, its release %.12s", c.ID, digest, release.Digest)
		}
		approved, err := approvedBySecond(tx, release)
		if err != nil {
			return err
		}
		if c.State.Reached(lifecycle.CycleApproved) && !approved {
			f.fail("cycle %s is %s, and no second person approved its release", c.ID, c.State)
		}
	}
	return nil
}

// recordedDigest is the digest of the files as they are recorded; that the bytes are so is another check.
func recordedDigest(tx Tx, cycle string) (string, error) {
	files, err := tx.FilesOut(cycle)
	hashes := make([]risk.FileHash, len(files))
	for n, f := range files {
		hashes[n] = risk.FileHash{Name: f.Name, SHA256: f.SHA256, Bytes: f.Bytes}
	}
	return risk.Digest(hashes), err
}

func approvedBySecond(tx Tx, r Release) (bool, error) {
	approvals, err := tx.Approvals(r.Cycle)
	for _, a := range approvals {
		d := risk.Decision{Release: r.Cycle, Digest: a.Digest, Maker: r.Maker, Checker: a.Checker, Approved: true, At: a.At}
		if a.Approved && risk.CheckDecision(d, r.Digest, nil) == nil {
			return true, err
		}
	}
	return false, err
}

// checkOrphans looks for records that name others which are not there.
func checkOrphans(tx Tx, f *findings) (err error) {
	f.counted, f.wrong, err = tx.Orphans()
	return err
}
