package risk_test

import (
	"errors"
	"fmt"
	"time"

	"nostro/risk"
)

func ExampleCheckDecision() {
	seen := risk.Digest([]risk.FileHash{{Name: "pacs.xml", SHA256: "ab12", Bytes: 2048}})
	decision := risk.Decision{Release: "R-1", Digest: seen, Maker: "alice", Checker: "bob", Approved: true,
		At: time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)}
	fmt.Println(risk.CheckDecision(decision, seen, []string{"bob", "carol"}))

	decision.Checker = "Alice"
	fmt.Println(errors.Is(risk.CheckDecision(decision, seen, nil), risk.ErrMakerIsChecker))
	// Output:
	// <nil>
	// true
}

func ExampleDigest() {
	a := risk.FileHash{Name: "a.xml", SHA256: "ab12", Bytes: 10}
	b := risk.FileHash{Name: "b.xml", SHA256: "cd34", Bytes: 20}
	fmt.Println(risk.Digest([]risk.FileHash{a, b}) == risk.Digest([]risk.FileHash{b, a}))
	// Output: true
}

func ExampleMissing() {
	digest := risk.ContentDigest("write-off", "break:7", "give up EUR 1000.00")
	bea := risk.Vote{Person: risk.Person{ID: "bea"}, Digest: digest}
	left := risk.Missing([]risk.Need{{Persons: 2, People: []string{"bea", "carol"}}}, []risk.Vote{bea, bea}, []string{"ann"}, digest, time.Now())
	fmt.Println(left[0].Persons, "more of", left[0].Who())
	// Output: 1 more of bea, carol
}
