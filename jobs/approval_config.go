package jobs

import (
	"context"
	"fmt"

	"nostro/lifecycle"
	"nostro/risk"
)

// configSubject is what an approval of limits and rules is about.
const configSubject = "nostro.yaml"

// ConfigInForce returns the limits and rules of nostro.yaml that were approved last, and the request that did it.
func (s *Stages) ConfigInForce(ctx context.Context) (r ApprovalRequest, found bool, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		all, err := tx.ApprovalRequestsOf(ApproveConfig, configSubject)
		for _, one := range all {
			if one.State == lifecycle.ApprovalUsed {
				r, found = one, true
			}
		}
		return err
	})
	return r, found, err
}

// RequestConfig asks for approval of the guarded sections of nostro.yaml as they are written now. Until another person
// has approved them, those that were approved last are in force.
func (s *Stages) RequestConfig(ctx context.Context, written string) (Result, error) {
	return s.record(ctx, "config", "", func() (Result, error) {
		if known, found, err := s.ConfigInForce(ctx); err != nil || found && known.Content == written {
			return Result{Outcome: OutcomeNothing, Summary: "what is written is what is in force"}, err
		}
		if written == "" {
			return Result{}, fmt.Errorf("nostro.yaml has no limits and no rules: there is nothing to approve")
		}
		r, err := s.RequestApproval(ctx, ApprovalAsk{Kind: ApproveConfig, Subject: configSubject, Content: written,
			What: "limits and rules of nostro.yaml"})
		if err != nil {
			return Result{}, err
		}
		return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("asked, approval %d, digest %.12s", r.Number, r.Digest),
			Notes: missingWords(s.missing(r))}, nil
	})
}

// DecideConfig is what a person says of the limits and rules that wait; they must be those that are written now.
func (s *Stages) DecideConfig(ctx context.Context, written string, say ApprovalSay) (Result, error) {
	r, err := view(ctx, s.Store, func(tx Tx) (ApprovalRequest, error) {
		r, found, err := openRequest(tx, ApproveConfig, configSubject)
		if err == nil && !found {
			err = needsPerson("nobody has asked to approve the limits and rules of nostro.yaml: whoever changed them runs nostro config request")
		}
		return r, err
	})
	if err != nil {
		return Result{}, err
	}
	if digest := risk.ContentDigest(string(ApproveConfig), configSubject, written); say.Approved && digest != r.Digest {
		return Result{}, fmt.Errorf("what is written now has the digest %.12s, what waits %.12s: ask again with nostro config request: %w: %w",
			digest, r.Digest, risk.ErrOtherFiles, ErrNeedsPerson)
	}
	return s.Decide(ctx, r.Number, say)
}
