package verify_test

import (
	"context"
	"fmt"

	"nostro/internal/verify"
)

func ExampleBooks() {
	answer := verify.Books(context.Background(), verify.Request{File: "no-such.db"})
	fmt.Println(answer.Verdict, answer.Verdict.ExitCode())
	// Output: bad input 4
}

func ExampleProof() {
	answer := verify.Proof("proof.json", []byte(`{"form": "a letter"}`), nil)
	fmt.Println(answer.Verdict, answer.Verdict.ExitCode())
	// Output: bad input 4
}
