package main

import (
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"

	"nostro/internal/sim/ftpd"
)

// servers are the FTP servers of the stories that run, by address.
var servers sync.Map

// serve VARIABLE USER PASSWORD [FAULT...] starts an FTP server with the folders of the small house and puts its
// address into the variable. A fault such as STOR:2 refuses the second of those commands with 552.
func serve(ts *testscript.TestScript, _ bool, args []string) {
	config := ftpd.Config{Addr: "127.0.0.1:0", Users: map[string]string{args[1]: args[2]}}
	for _, fault := range args[3:] {
		command, nth, _ := strings.Cut(fault, ":")
		n, err := strconv.Atoi(nth)
		ts.Check(err)
		config.Faults = append(config.Faults, ftpd.Fault{Command: command, Nth: n, Do: ftpd.Reply, Code: 552, Text: "quota exceeded"})
	}
	server, err := ftpd.Start(config)
	ts.Check(err)
	ts.Defer(func() { _ = server.Close() }) // the story is over
	tree := server.Tree(args[1])
	for _, folder := range []string{"/in", "/out", "/inbound", "/outbound", "/outbound/done"} {
		ts.Check(tree.MakeFolder(folder))
	}
	servers.Store(server.Addr(), tree)
	ts.Setenv(args[0], server.Addr())
}

// lay ADDRESS FILE NAME puts a file of the story where the server at the address offers it.
func lay(ts *testscript.TestScript, _ bool, args []string) {
	data, err := os.ReadFile(ts.MkAbs(args[1]))
	ts.Check(err)
	tree, there := servers.Load(args[0])
	if !there {
		ts.Fatalf("no server at %s", args[0])
	}
	ts.Check(tree.(*ftpd.Tree).Put(args[2], data))
}
