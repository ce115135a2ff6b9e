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
	standing, err := standingReleases(tx, c.ID)
	if err != nil {
		return err
	}
	for _, r := range releases {
		f.counted++
		digest, err := recordedDigest(tx, r)
		if err != nil {
			return err
		}
		if digest != r.Digest {
			f.fail("cycle %s: its files have the digest %.12s, its release %.12s", c.ID, digest, r.Digest)
		}
	}
	return checkStanding(tx, f, c, releases, standing)
}

// checkStanding looks at the releases of a cycle that were not withdrawn: there is one exactly where the cycle was written,
// every one but the last has left, and every one that has left was approved. One that is written or approved is the last.
func checkStanding(tx Tx, f *findings, c Cycle, releases, standing []Release) error {
	if (len(standing) > 0) != c.State.Reached(lifecycle.CycleWritten) {
		f.fail("cycle %s is %s, and %d of its %d releases are not withdrawn", c.ID, c.State, len(standing), len(releases))
	}
	waits := c.State == lifecycle.CycleWritten || c.State == lifecycle.CycleApproved
	if waits && len(standing) > 0 && standing[len(standing)-1].Number != len(releases) {
		f.fail("cycle %s is %s, and its last release is withdrawn", c.ID, c.State)
	}
	for n, r := range standing {
		last := n == len(standing)-1
		files, err := releaseFiles(tx, r)
		if err != nil {
			return err
		}
		if (!last || !waits) && !allSent(files) {
			f.fail("cycle %s is %s, and not every file of its release %d has left", c.ID, c.State, r.Number)
		}
		if last && c.State == lifecycle.CycleWritten {
			continue
		}
		approved, err := approvedByOthers(tx, r)
		if err != nil {
			return err
		}
		if !approved {
			f.fail("cycle %s is %s, and no second person approved its release %d", c.ID, c.State, r.Number)
		}
	}
	return nil
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
