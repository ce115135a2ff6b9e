package risk

import (
	"errors"
	"slices"
	"testing"
)

func TestCheckSecondPerson(t *testing.T) {
	for _, tt := range []struct {
		maker, checker string
		may            []string
		want           error
	}{
		{"ann", "bea", nil, nil},
		{"ann", "bea", []string{"Bea"}, nil},
		{"ann", "ann", nil, ErrMakerIsChecker},
		{"ann", " ANN ", []string{"ann"}, ErrMakerIsChecker},
		{"ann", "dan", []string{"bea", "carol"}, ErrNotApprover},
		{"ann", "", nil, ErrIncomplete},
		{"ann", "be\u200ba", nil, ErrIncomplete},
		{"", "bea", nil, ErrIncomplete},
	} {
		err := CheckSecondPerson(tt.maker, tt.checker, tt.may)
		if !errors.Is(err, tt.want) || (err == nil) != (tt.want == nil) {
			t.Errorf("%q brought it, %q decides, %v may: %v, want %v", tt.maker, tt.checker, tt.may, err, tt.want)
		}
	}
}

func TestOthers(t *testing.T) {
	if got := Others([]string{"ann", "bea", "Carol"}, "CAROL"); !slices.Equal(got, []string{"ann", "bea"}) {
		t.Errorf("others are %v", got)
	}
}
