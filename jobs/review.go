package jobs

import (
	"fmt"

	"nostro/lifecycle"
	"nostro/risk"
	"nostro/risk/anomaly"
)

// judgeRelease says what the rules find about the pay-outs of a cycle, in their order. Nothing is found where nostro.yaml
// looks for nothing.
func (s *Stages) judgeRelease(tx Tx, c Cycle, instructions []Instruction) ([]anomaly.Verdict, error) {
	if s.Settings.Anomalies == nil {
		return nil, nil
	}
	before, err := tx.PaidBefore(c.ID, c.ValueDate.AddDays(-historyDays))
	if err != nil {
		return nil, err
	}
	never, err := tx.NeverPaid(c.ID)
	if err != nil {
		return nil, err
	}
	first := map[string]bool{}
	for _, id := range never {
		first[id] = true
	}
	history := anomaly.NewHistory()
	for _, p := range before {
		history.Add(anomaly.Payment{ID: p.ID, Payee: p.Participant, Account: p.Account, Amount: p.Amount, Day: p.Day})
	}
	var verdicts []anomaly.Verdict
	for _, i := range instructions {
		if i.Direction != PayOut {
			continue
		}
		a, _, err := tx.Account(i.Participant, i.Amount.Currency())
		if err != nil {
			return nil, err
		}
		if !first[i.ID] {
			history.Know(a.Number) // paid longer ago than the history goes
		}
		verdicts = append(verdicts, s.Settings.Anomalies.Judge(anomaly.Payment{ID: i.ID, Payee: i.Participant, Account: a.Number,
			Amount: i.Amount, Day: i.ValueDate, MadeAt: c.InstructedAt.In(s.Settings.CutOff.Zone())}, history, s.Settings.Calendar))
	}
	return verdicts, nil
}

// askReviews asks a person to look at every pay-out that the rules hold. One that was let go with exactly these findings
// is not asked about again.
func (s *Stages) askReviews(tx Tx, c Cycle, instructions []Instruction, makers []ApprovalMaker) error {
	verdicts, err := s.judgeRelease(tx, c, instructions)
	if err != nil {
		return err
	}
	for _, v := range verdicts {
		if !v.Held {
			continue
		}
		content := reviewContent(v)
		known, err := reviewed(tx, v.Payment.ID, content)
		if err != nil {
			return err
		}
		if known {
			continue
		}
		_, err = s.askApproval(tx, ApprovalAsk{Kind: ApproveReview, Subject: v.Payment.ID, Content: content, Makers: makers,
			What: fmt.Sprintf("%s to %s has %d points of %d: %s", v.Payment.Amount, v.Payment.Payee, v.Score, s.Settings.Anomalies.HoldFrom,
				v.Findings[0].Why)})
		if err != nil {
			return err
		}
	}
	return nil
}

// reviewContent is exactly what somebody reviews.
func reviewContent(v anomaly.Verdict) string {
	text := fmt.Sprintf("%s to %s, account %s, value date %s: %d points\n", v.Payment.Amount, v.Payment.Payee, v.Payment.Account, v.Payment.Day, v.Score)
	for _, f := range v.Findings {
		text += fmt.Sprintf("%s, %d points: %s\n", f.Rule, f.Points, f.Why)
	}
	return text
}

// reviewed tells whether exactly this was let go before.
func reviewed(tx Tx, instruction, content string) (bool, error) {
	all, err := tx.ApprovalRequestsOf(ApproveReview, instruction)
	for _, r := range all {
		if r.State == lifecycle.ApprovalUsed && r.Digest == risk.ContentDigest(string(ApproveReview), instruction, content) {
			return true, err
		}
	}
	return false, err
}

// refuseUnreviewed errs where a pay-out of the release waits for a review, or was refused in one.
func refuseUnreviewed(tx Tx, release Release) error {
	files, err := releaseFiles(tx, release)
	if err != nil {
		return err
	}
	waits, refused := "", ""
	for _, f := range files {
		err := eachOfFile(tx, f, func(i Instruction) error {
			all, err := tx.ApprovalRequestsOf(ApproveReview, i.ID)
			if err != nil || len(all) == 0 {
				return err
			}
			switch last := all[len(all)-1]; last.State {
			case lifecycle.ApprovalUsed:
			case lifecycle.ApprovalRefused:
				refused = fmt.Sprintf("%s to %s was refused in review (%s)", i.Amount, i.Participant, lastStep(last))
			default:
				waits = fmt.Sprintf("%s to %s waits for a review: nostro review show %d", i.Amount, i.Participant, last.Number)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	switch {
	case refused != "":
		return needsPerson("%s: nostro reject %s, then hold or put right what is wrong", refused, release.Cycle)
	case waits != "":
		return needsPerson("%s; nothing was approved", waits)
	}
	return nil
}
