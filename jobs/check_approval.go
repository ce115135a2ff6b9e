package jobs

import (
	"strings"
	"time"

	"nostro/formats"
	"nostro/lifecycle"
	"nostro/risk"
)

// checkApprovals goes through every request: what was asked makes its digest, whoever decided was none of its makers and
// decided once, and it stands where its decisions have brought it.
func checkApprovals(tx Tx, f *findings) error {
	all, err := tx.ApprovalRequests()
	if err != nil {
		return err
	}
	for _, r := range all {
		f.counted++
		for _, wrong := range r.wrongs() {
			f.fail("approval %d of %s %s: %s", r.Number, r.Kind, r.Subject, wrong)
		}
	}
	return nil
}

func (r ApprovalRequest) wrongs() (wrong []string) {
	if r.Content != "" && risk.ContentDigest(string(r.Kind), r.Subject, r.Content) != r.Digest {
		wrong = append(wrong, "what was asked does not make its digest")
	}
	if len(r.Needs) == 0 || len(r.Makers) == 0 {
		wrong = append(wrong, "nobody is asked, or nobody has made it")
	}
	refused := false
	for n, d := range r.Decisions {
		refused = refused || !d.Approved
		if d.Digest != r.Digest {
			wrong = append(wrong, d.Checker+" decided about something else")
		}
		for _, m := range r.Makers {
			if risk.SamePerson(m.Person, d.Checker) {
				wrong = append(wrong, d.Checker+" decided and had a part in making it: "+m.Did)
			}
		}
		for _, before := range r.Decisions[:n] {
			if before.Approved && d.Approved && risk.SamePerson(before.Checker, d.Checker) && !r.migrated() {
				wrong = append(wrong, d.Checker+" approved twice")
			}
		}
	}
	return append(wrong, r.wrongState(refused)...)
}

// migrated tells whether the request was copied from books in which one could decide twice.
func (r ApprovalRequest) migrated() bool {
	return len(r.Needs) == 1 && r.Needs[0].Why == "every release" && len(r.Needs[0].People) == 0
}

// wrongState compares the state with the steps and the decisions.
func (r ApprovalRequest) wrongState(refused bool) (wrong []string) {
	if len(r.Steps) == 0 || r.Steps[len(r.Steps)-1].State != r.State {
		return []string{"it is " + string(r.State) + ", and that is not its last step"}
	}
	granted, was := r.grantedAt()
	switch {
	case was && len(r.MissingAt(granted)) > 0:
		wrong = append(wrong, "it was granted at "+stamp(granted)+", and not enough had approved: "+inWords(missingWords(r.MissingAt(granted))))
	case r.State == lifecycle.ApprovalUsed && !was:
		wrong = append(wrong, "it was used and never granted")
	case r.State == lifecycle.ApprovalRefused && !refused:
		wrong = append(wrong, "it is refused, and nobody refused it")
	}
	return wrong
}

// grantedAt returns when enough had approved.
func (r ApprovalRequest) grantedAt() (time.Time, bool) {
	for _, s := range r.Steps {
		if s.State == lifecycle.ApprovalGranted {
			return s.At, true
		}
	}
	return time.Time{}, false
}

// stoodAt tells whether the request was granted at an instant and had not ended before it otherwise than by its use.
func (r ApprovalRequest) stoodAt(at time.Time) bool {
	granted, was := r.grantedAt()
	for _, s := range r.Steps {
		if s.State != lifecycle.ApprovalUsed && !s.State.Open() && s.At.Before(at) {
			return false
		}
	}
	return was && !granted.After(at) && len(r.MissingAt(at)) == 0
}

// checkSentApproved looks at every attempt to deliver a file: when it began, enough other persons had approved the
// release of exactly these bytes. A look at what became of an attempt is none. What a house that was restored only
// believes to have been sent before it was copied is passed over: who approved it then is lost with those books.
func checkSentApproved(tx Tx, f *findings) error {
	files, err := tx.FilesOut("")
	if err != nil {
		return err
	}
	uploads, err := uploads(tx)
	if err != nil {
		return err
	}
	for _, file := range files {
		if len(uploads[file.Name]) == 0 || file.Message == formats.MessageRecall { // checkRecalls looks at those
			continue
		}
		f.counted++
		if err := checkLeft(tx, f, file, uploads[file.Name]); err != nil {
			return err
		}
	}
	return nil
}

// uploads are the attempts by file that put bytes at a bank: not the ones that follow an unknown one, which tell what
// was found out about it.
func uploads(tx Tx) (map[string][]Attempt, error) {
	restored, err := everRestored(tx)
	if err != nil {
		return nil, err
	}
	attempts, err := tx.Attempts()
	byFile := map[string][]Attempt{}
	for n, a := range attempts {
		isLook := n > 0 && attempts[n-1].File == a.File && attempts[n-1].Outcome == lifecycle.FileOutUnknown
		isDoubt := restored && (strings.HasPrefix(a.Detail, doubtPrefix) || a.EndedAt.IsZero()) // the latter: cut off in between
		if !isLook && !isDoubt {
			byFile[a.File] = append(byFile[a.File], a)
		}
	}
	return byFile, err
}

func checkLeft(tx Tx, f *findings, file FileOut, tried []Attempt) error {
	releases, err := tx.Releases(file.Cycle)
	if err != nil {
		return err
	}
	requests, err := tx.ApprovalRequestsOf(ApproveRelease, file.Cycle)
	if err != nil {
		return err
	}
	for _, a := range tried {
		if !approvedAt(file, a.StartedAt, releases, requests) {
			f.fail("attempt %d to send file %s began at %s, and release %d was not approved then", a.Number, file.Name, stamp(a.StartedAt),
				file.Release)
		}
	}
	return nil
}

func approvedAt(file FileOut, at time.Time, releases []Release, requests []ApprovalRequest) bool {
	for _, release := range releases {
		for _, r := range requests {
			if release.Number == file.Release && r.Digest == release.Digest && r.stoodAt(at) {
				return true
			}
		}
	}
	return false
}
