package store_test

import (
	"errors"

	"nostro/intake"
	"nostro/jobs"
	"nostro/lifecycle"
)

// intakeSteps writes what the participants, the rates and an open cycle are made of.
func intakeSteps(tx jobs.Tx) []func() error {
	return []func() error{
		func() error { return tx.AddInputFile(inputFile) },
		func() error { return errors.Join(tx.AddParticipant(bank, source), tx.AddParticipant(shop, source)) },
		func() error { return tx.AddImportStep("c0ffee", jobs.ImportBegun, at) },
		func() error { return tx.AddAccount(shopAccount, source) },
		func() error { _, err := tx.AddObligation(obligation); return err },
		func() error { return tx.AddRefusals("c0ffee", []intake.Refusal{refusal}, at) },
		func() error { return tx.AddCycle(cycle) },
		func() error { return errors.Join(tx.Take(cycle.ID, []int64{1}), tx.GiveBack(cycle.ID, at)) },
		func() error { return tx.AddDeferrals([]jobs.Deferral{deferral}) },
		func() error { return tx.AddFixing(fixing, at) },
		func() error { _, err := tx.AddRateConflict(conflict); return err },
		func() error { return tx.AddRateDecision(decision) },
		func() error { return tx.AddRateFetch(visit) },
	}
}

// cycleSteps writes what a cycle became, until its release was approved.
func cycleSteps(tx jobs.Tx) []func() error {
	return []func() error{
		func() error { return tx.AddNettingTerms(cycle.ID, terms) },
		func() error { return tx.MoveObligation(obligationHeld) },
		func() error { return tx.MoveObligation(obligationReleased) },
		func() error { return tx.MoveParticipant(shopHeld) },
		func() error { return tx.AddPositions([]jobs.Position{position}) },
		func() error { return tx.AddConversions([]jobs.Conversion{conversion}) },
		func() error { return tx.AddInstructions([]jobs.Instruction{instruction}) },
		func() error { return tx.AddRelease(release) },
		func() error {
			again := release
			again.Number = 2
			return errors.Join(tx.AddRelease(again), tx.AddWithdrawal(withdrawn))
		},
		func() error { _, err := tx.AddApprovalRequest(request); return err },
		func() error { return tx.AddApprovalDecision(approval) },
	}
}

// bankSteps writes what went to a bank, what came back, and what was made of it.
func bankSteps(tx jobs.Tx) []func() error {
	return []func() error{
		func() error { return tx.AddFileOut(fileOut) },
		func() error { return tx.AddAttempt(attempt) },
		func() error { _, err := tx.AddFileIn(fileIn); return err },
		func() error { return tx.AddFetchAttempt(fetched) },
		func() error { return tx.AddBankStatus(bankStatus) },
		func() error { return tx.AddBankReturn(bankReturn) },
		func() error { _, err := tx.AddStatement(statement); return err },
		func() error { return tx.AddAdvice(advised) },
		func() error { return addJoined(tx) },
		func() error { _, err := tx.Post(sent, at); return err },
		func() error { return tx.AddMatch(match) },
		func() error { return tx.AddBreak(gap) },
		func() error { return tx.AddMatchingRules(rulesUsed) },
		func() error { return tx.AddStatementMatching(matchedBy) },
		func() error { return tx.AddSuggestion(suggested) },
		func() error { return errors.Join(tx.AddBreakStep(gapStep), tx.AddSafeguardingRecord(kept)) },
		func() error { return errors.Join(tx.AddRecall(recalled), tx.AddRecallAnswer(recallSaid)) },
	}
}

// operatorSteps writes cover, screening, limits and what people and the clock did.
func operatorSteps(tx jobs.Tx) []func() error {
	return []func() error{
		func() error { return tx.AddCoverDeal(coverDeal) },
		func() error { return tx.AddCoverDecision(coverDecision) },
		func() error { return tx.AddCoverLeg(coverLeg) },
		func() error { _, err := tx.AddScreeningVersion(listVersion); return err },
		func() error { return tx.AddScreeningVisit(listVisit) },
		func() error { return tx.AddScreeningHit(listedHit) },
		func() error { _, err := tx.AddScreeningRun(screenRun); return err },
		func() error {
			return errors.Join(tx.AddScreeningDecision(hitDecision), tx.AddScreeningAcceptance(listAcceptance))
		},
		func() error { return tx.AddLimitChoice(limitChoice) },
		func() error { return tx.AddResend(resend) },
		func() error { return errors.Join(tx.AddQuarantineLook(look), tx.AddQuarantineDrop(drop)) },
		func() error { return errors.Join(tx.AddSealedOut(sealedOut), tx.AddSealedIn(sealedIn)) },
		func() error { return tx.SaveExpectedFile(expected) },
		func() error { return tx.SaveLease(lease) },
		func() error { _, err := tx.AddJobRun(jobRun); return errors.Join(err, tx.SetSeenUntil("send", at)) },
		func() error { return tx.AddReserveMovement(reserveMovement) },
		func() error { return addAlarm(tx) },
		func() error { return tx.AddRun(ran) },
		func() error { return tx.AddCheckpoint(signed) },
		func() error { return tx.AddPeriodClose(october) },
		func() error { return amendWorld(tx) },
		func() error { return errors.Join(tx.AddBusinessDay(dayBehind), tx.AddBusinessDay(dayFollows)) },
	}
}

func addAlarm(tx jobs.Tx) error {
	_, err := tx.AddAlarm(raised)
	_, also := tx.AddAlarmEvent(raising)
	_, told := tx.AddNotice(notice)
	return errors.Join(err, also, told)
}

// amendWorld gives SHOP another account, and back the first one: what the other tests compare stays.
func amendWorld(tx jobs.Tx) error {
	for n, account := range []intake.Account{shopMoved, shopAccount} {
		asked := request
		asked.Kind, asked.Subject, asked.Digest = jobs.ApproveAmendment, "account SHOP USD", string(rune('a'+n))
		asked.Decisions, asked.Steps = nil, nil
		number, err := tx.AddApprovalRequest(asked)
		if err != nil {
			return err
		}
		granted := jobs.ApprovalStep{Request: number, State: lifecycle.ApprovalGranted, Person: "cho", At: at}
		used := jobs.ApprovalStep{Request: number, State: lifecycle.ApprovalUsed, Person: "cho", At: at}
		m := jobs.Amendment{Reason: "new bank", By: "mia", Approval: number, At: at, Source: source}
		if err := errors.Join(tx.MoveApproval(granted), tx.AmendAccount(account, m), tx.MoveApproval(used)); err != nil {
			return err
		}
	}
	return nil
}
