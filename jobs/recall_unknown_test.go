package jobs

import "testing"

// An answer to no recall of ours names what the bank named, and says where nothing was.
func TestTheAnswerToNoRecallOfOurs(t *testing.T) {
	t.Parallel()
	for _, story := range []struct {
		answer RecallAnswer
		want   string
	}{
		{RecallAnswer{FileIn: 7, Place: "resolution 1"}, "The bank answers a recall that we did not make, without a code. It names neither case nor payment " +
			"(resolution 1 of file in:7). Ask the bank which one it means."},
		{RecallAnswer{FileIn: 7, Place: "resolution 2", CaseID: "C-1", InstrID: "N-1"}, "The bank answers a recall that we did not make, without a code. " +
			"It names case C-1, InstrId N-1 (resolution 2 of file in:7). Ask the bank which one it means."},
		{RecallAnswer{FileIn: 7, Place: "resolution 1", Code: "IPAY", Reason: "late"}, "The bank answers a recall that we did not make, " +
			RecallAnswer{Code: "IPAY", Reason: "late"}.words() + ". It names neither case nor payment (resolution 1 of file in:7). Ask the bank which one it means."},
	} {
		if got := story.answer.unknown(); got != story.want {
			t.Errorf("got  %s\nwant %s", got, story.want)
		}
	}
}
