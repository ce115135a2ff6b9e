package jobs_test

import (
	"errors"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// unknownFile is a house of which one file lies in doubt: the bank took it away before we could look.
func unknownFile(t *testing.T) (h *installation, name string) {
	t.Helper()
	h = newInstallation(t, takesAtOnce("rhein"))
	h.approved("O-1 alfa brixton EUR 100.00")
	h.crashesAfterUploadOf("pacs.008")
	h.takeAway("rhein")
	h.ends(h.send(), jobs.OutcomeNeedsPerson)
	return h, h.payment("brixton").File
}

// A second person who knows better ends the doubt: sent, and the cycle goes on; failed, and the same bytes
// go again.
func TestPersonDecidesAboutAnUnknownFile(t *testing.T) {
	t.Parallel()
	t.Run("sent", func(t *testing.T) {
		t.Parallel()
		h, name := unknownFile(t)
		result, err := h.stages.Mark(h.ctx, name, lifecycle.FileOutSent, "bea", "the bank confirmed by phone")
		h.must(err)
		h.ends(result, jobs.OutcomeDone)
		h.same("payments", h.payments(), "alfa in EUR 100.00 sent", "brixton out EUR 100.00 sent")
		h.ends(h.send(), jobs.OutcomeDone)
		h.arrivedOnce("rhein")
		if h.state() != lifecycle.CycleSent {
			t.Errorf("the cycle is %s", h.state())
		}
	})
	t.Run("failed", func(t *testing.T) {
		t.Parallel()
		h, name := unknownFile(t)
		_, err := h.stages.Mark(h.ctx, name, lifecycle.FileOutFailed, "bea", "the bank never saw it")
		h.must(err)
		h.same("payments", h.payments(), "alfa in EUR 100.00 sent", "brixton out EUR 100.00 written")
		if transit := h.balances("transit"); strings.Contains(strings.Join(transit, " "), "-") {
			t.Errorf("transit holds %v, and nothing is on its way", transit)
		}
		h.ends(h.send(), jobs.OutcomeDone)
		h.same("transit", h.balances("transit"), "transit:rhein EUR -100.00")
	})
}

// Only a second person, with a reason, may decide, and only about a file that is in doubt.
func TestMarkRefuses(t *testing.T) {
	t.Parallel()
	h, name := unknownFile(t)
	for _, refusal := range []struct {
		about, name  string
		state        lifecycle.FileOut
		person       string
		reason, says string
		needsPerson  bool
	}{
		{"the maker", name, lifecycle.FileOutSent, "ANN", "I am sure", "same person", true},
		{"a stranger", name, lifecycle.FileOutSent, "zoe", "I am sure", "not an approver", true},
		{"no reason", name, lifecycle.FileOutSent, "bea", " ", "say why", false},
		{"a state that is none of the two", name, lifecycle.FileOutUnknown, "bea", "why", "say sent or failed", false},
		{"another file", "nothing.xml", lifecycle.FileOutSent, "bea", "why", "no such id", false},
		{"a file that is sent", h.payment("alfa").File, lifecycle.FileOutFailed, "bea", "why", "only an unknown one", false},
	} {
		_, err := h.stages.Mark(h.ctx, refusal.name, refusal.state, refusal.person, refusal.reason)
		if err == nil || !strings.Contains(err.Error(), refusal.says) || errors.Is(err, jobs.ErrNeedsPerson) != refusal.needsPerson {
			t.Errorf("%s: want an error that says %q, got %v", refusal.about, refusal.says, err)
		}
	}
	h.same("files", h.files(), "rhein sent 1", "rhein unknown 1")
}
