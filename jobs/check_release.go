package jobs

import (
	"nostro/lifecycle"
	"nostro/risk"
)

// checkReleases computes the digest of every release again from its files, and looks for the approval of enough other
// persons where the cycle went on, and for the withdrawal of every release but the last.
func checkReleases(tx Tx, f *findings) error {
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		releases, err := tx.Releases(c.ID)
		if err != nil {
			return err
		}
		if len(releases) == 0 && c.State.Reached(lifecycle.CycleWritten) {
			f.counted++
			f.fail("cycle %s is %s and has no release", c.ID, c.State)
			continue
		}
		if err := checkReleasesOf(tx, f, c, releases); err != nil {
			return err
		}
	}
	return nil
}

func checkReleasesOf(tx Tx, f *findings, c Cycle, releases []Release) error {
	withdrawals, err := tx.Withdrawals(c.ID)
	if err != nil {
		return err
	}
	withdrawn := map[int]bool{}
	for _, w := range withdrawals {
		withdrawn[w.Release] = true
	}
	for n, r := range releases {
		f.counted++
		digest, err := recordedDigest(tx, r)
		if err != nil {
			return err
		}
		if digest != r.Digest {
			f.fail("cycle %s: its files have the digest %.12s, its release %.12s", c.ID, digest, r.Digest)
		}
		if last := n == len(releases)-1; withdrawn[r.Number] == (last && c.State.Reached(lifecycle.CycleWritten)) {
			f.fail("cycle %s is %s, its release %d of %d is withdrawn: %t", c.ID, c.State, r.Number, len(releases), withdrawn[r.Number])
		}
	}
	if !c.State.Reached(lifecycle.CycleApproved) {
		return nil
	}
	approved, err := approvedByOthers(tx, releases[len(releases)-1])
	if err == nil && !approved {
		f.fail("cycle %s is %s, and no second person approved its release", c.ID, c.State)
	}
	return err
}

// recordedDigest is the digest of the files as they are recorded; that the bytes are so is another check.
func recordedDigest(tx Tx, r Release) (string, error) {
	files, err := releaseFiles(tx, r)
	hashes := make([]risk.FileHash, len(files))
	for n, f := range files {
		hashes[n] = risk.FileHash{Name: f.Name, SHA256: f.SHA256, Bytes: f.Bytes}
	}
	return risk.Digest(hashes), err
}

// approvedByOthers tells whether what is asked about the release is granted, and by enough persons.
func approvedByOthers(tx Tx, release Release) (bool, error) {
	all, err := tx.ApprovalRequestsOf(ApproveRelease, release.Cycle)
	for _, r := range all {
		granted, yes := r.grantedAt()
		counts := r.State == lifecycle.ApprovalGranted || r.State == lifecycle.ApprovalUsed
		if counts && yes && r.Digest == release.Digest && len(r.MissingAt(granted)) == 0 {
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
