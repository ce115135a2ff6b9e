package netting

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nostro/money"
)

// clone copies the result deep enough to spoil it.
func clone(r Result) Result {
	copied := r
	copied.Obligations, copied.Positions, copied.Totals = slices.Clone(r.Obligations), slices.Clone(r.Positions), slices.Clone(r.Totals)
	for i := range copied.Positions {
		copied.Positions[i].Obligations = slices.Clone(copied.Positions[i].Obligations)
	}
	return copied
}

func TestVerifyFindsWhatIsSpoilt(t *testing.T) {
	more := func(a *money.Amount, minor int64) { *a = money.FromMinor(a.Currency(), a.Minor()+minor) }
	for _, test := range []struct {
		name  string
		spoil func(*Result)
		want  string
	}{
		{"net", func(r *Result) { more(&r.Positions[0].Net, 1) }, `position of "alpha" in EUR is in`},
		{"gross in", func(r *Result) { more(&r.Positions[0].GrossIn, 1) }, "but its list gives 7550, 10005, -2455"},
		{"gross out", func(r *Result) { more(&r.Positions[0].GrossOut, 1) }, `position of "alpha" in EUR`},
		{"both sides alike", func(r *Result) { more(&r.Positions[0].GrossIn, 9); more(&r.Positions[0].GrossOut, 9) },
			`position of "alpha"`},
		{"two nets against each other", func(r *Result) { more(&r.Positions[0].Net, 5); more(&r.Positions[4].Net, -5) },
			`position of "alpha"`},
		{"currency of gross", func(r *Result) { r.Positions[0].GrossIn = money.FromMinor(usd, 7550) }, `position of "alpha"`},
		{"list cut short", func(r *Result) { r.Positions[0].Obligations = r.Positions[0].Obligations[:1] }, "its list gives"},
		{"count", func(r *Result) { r.Positions[0].Count++ }, "counts 4 obligations and lists 3"},
		{"set", func(r *Result) { r.Positions[0].Set.Model = Bilateral }, "which is not behind it"},
		{"terms", func(r *Result) { r.Terms.Refuse = true }, "which is not behind it"},
		{"list of others", func(r *Result) { r.Positions[0].Obligations[0] = "O-2" }, `lists obligation "O-2", which is not`},
		{"list of other currency", func(r *Result) { r.Positions[0].Obligations[0] = "O-4" }, `"O-4", which is not behind`},
		{"list of unknown", func(r *Result) { r.Positions[0].Obligations[0] = "O-99" }, `"O-99", which is not behind it`},
		{"list with double", func(r *Result) { r.Positions[0].Obligations[1] = "O-1" }, `"O-1" twice or out of order`},
		{"list turned round", func(r *Result) { slices.Reverse(r.Positions[0].Obligations) }, "out of order"},
		{"empty list", func(r *Result) { r.Positions[0].Obligations = nil }, "no obligations behind it"},
		{"position lost", func(r *Result) { r.Positions = r.Positions[1:] }, `obligation "O-1" is listed under 1 positions`},
		{"position twice", func(r *Result) { r.Positions = slices.Insert(r.Positions, 0, r.Positions[0]) }, "comes twice"},
		{"positions turned round", func(r *Result) { slices.Reverse(r.Positions) }, "not sorted"},
		{"total lost", func(r *Result) { r.Totals = r.Totals[1:] }, "3 totals for 4 currencies"},
		{"total twice", func(r *Result) { r.Totals[1] = r.Totals[0] }, "total of EUR is not sorted"},
		{"total of another currency", func(r *Result) { r.Totals[0].Currency = money.MustCurrency("CHF") },
			"total of CHF without obligations"},
		{"total count", func(r *Result) { r.Totals[0].Count++ }, "total of EUR is 5 obligations"},
		{"total gross", func(r *Result) { more(&r.Totals[0].Gross, 1) }, "but the positions give 4, 25555, 2455"},
		{"total net", func(r *Result) { more(&r.Totals[0].Net, 1) }, "total of EUR"},
		{"efficiency", func(r *Result) { r.Totals[0].EfficiencyBP++ }, "efficiency of EUR is 9040"},
		{"obligation lost", func(r *Result) { r.Obligations = r.Obligations[1:] }, "holds 7 obligations, 8 were given"},
		{"obligation changed", func(r *Result) { r.Obligations[0].Payee = "carol" }, `obligation "O-1" differs`},
		{"obligation twice", func(r *Result) { r.Obligations[1] = r.Obligations[0] }, `obligation "O-1" is not sorted`},
		{"obligations turned round", func(r *Result) { slices.Reverse(r.Obligations) }, "not sorted"},
	} {
		t.Run(test.name, func(t *testing.T) {
			spoilt := clone(mustNet(t, story()))
			test.spoil(&spoilt)
			wantError(t, Verify(story(), spoilt), ErrUnproven, test.want)
		})
	}
}

func TestVerifyAgainstOtherObligations(t *testing.T) {
	r := mustNet(t, story())
	other := story()
	other[2].Amount = money.FromMinor(eur, 7551)
	wantError(t, Verify(other, r), ErrUnproven, `obligation "O-3" differs`)
	wantError(t, Verify(story()[1:], r), ErrUnproven, "holds 8 obligations, 7 were given")
	wantError(t, Verify(nil, r), ErrUnproven, "0 were given")
	wantError(t, Verify(append(story(), story()[0]), r), ErrUnproven, `obligation "O-1" comes twice`)
}

func TestVerifyEfficiencyOfHalves(t *testing.T) {
	sums := func(gross, received int64) *currencySums {
		s := &currencySums{}
		s.in.SetInt64(gross)
		s.received.SetInt64(received)
		return s
	}
	if s := sums(20000, 19999); !s.provesEfficiency(0) || s.provesEfficiency(1) {
		t.Error("half a basis point is 0")
	}
	if s := sums(20000, 19997); !s.provesEfficiency(2) || s.provesEfficiency(1) {
		t.Error("one and a half basis points are 2")
	}
}

// Lists that hold make these sums hold too; they are checked all the same, from the sums alone.
func TestVerifyChecksTheSums(t *testing.T) {
	total := Total{Currency: eur, Gross: money.FromMinor(eur, 10), Net: money.FromMinor(eur, 10)}
	good, unequal, left := &currencySums{}, &currencySums{}, &currencySums{}
	for _, s := range []*currencySums{good, unequal, left} {
		s.in.SetInt64(10)
		s.out.SetInt64(10)
		s.received.SetInt64(10)
	}
	unequal.out.SetInt64(9)
	left.net.SetInt64(1)
	if err := good.proves(total); err != nil {
		t.Error(err)
	}
	wantError(t, unequal.proves(total), ErrUnproven, "gross in 10, gross out 9")
	wantError(t, left.proves(total), ErrUnproven, "sum of nets 1 minor units")
}

// Whatever one number is changed by, Verify sees it.
func TestVerifySeesEveryNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		obligations := drawObligations(t)
		if len(obligations) == 0 {
			return
		}
		spoilt := clone(mustNet(t, obligations))
		p := &spoilt.Positions[rapid.IntRange(0, len(spoilt.Positions)-1).Draw(t, "position")]
		total := &spoilt.Totals[rapid.IntRange(0, len(spoilt.Totals)-1).Draw(t, "total")]
		numbers := []*money.Amount{&p.GrossIn, &p.GrossOut, &p.Net, &total.Gross, &total.Net}
		victim := rapid.SampledFrom(numbers).Draw(t, "victim")
		by := rapid.Int64Range(1, 1e6).Draw(t, "by") * rapid.SampledFrom([]int64{1, -1}).Draw(t, "sign")
		*victim = money.FromMinor(victim.Currency(), victim.Minor()+by)
		if Verify(obligations, spoilt) == nil {
			t.Fatalf("not seen: %v", spoilt)
		}
	})
}
