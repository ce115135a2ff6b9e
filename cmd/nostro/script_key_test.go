package main

import (
	"os"
	"regexp"

	"filippo.io/age"
	"github.com/rogpeppe/go-internal/testscript"
)

var recipientForm = regexp.MustCompile(`age1[a-z0-9]{58}`)

// keygen CONFIG FILE makes a key of age: the identity goes to the file, the recipient to its place in the config.
func keygen(ts *testscript.TestScript, _ bool, args []string) {
	identity, err := age.GenerateX25519Identity()
	ts.Check(err)
	text := recipientForm.ReplaceAllString(ts.ReadFile(args[0]), identity.Recipient().String())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte("# made for a test\n"+identity.String()+"\n"), 0o600))
}
