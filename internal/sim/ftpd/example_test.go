package ftpd_test

import (
	"fmt"
	"strings"

	"github.com/jlaffaye/ftp"

	"nostro/internal/sim/ftpd"
)

// A bank whose second rename is done, though its reply is lost.
func ExampleStart() {
	server, err := ftpd.Start(ftpd.Config{
		Addr:   "127.0.0.1:0",
		Users:  map[string]string{"nostro": "secret"},
		Faults: []ftpd.Fault{{Command: "RNTO", Nth: 2, Do: ftpd.ActThenDrop}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = server.Close() }()
	client, err := ftp.Dial(server.Addr())
	if err == nil {
		err = client.Login("nostro", "secret")
	}
	if err == nil {
		err = client.Stor("a.part", strings.NewReader("pay"))
	}
	fmt.Println(err, client.Rename("a.part", "a.xml"), client.Rename("a.xml", "b.xml"))
	for _, item := range server.Tree("nostro").List("/") {
		fmt.Println(item.Name, item.Bytes)
	}
	// Output:
	// <nil> <nil> EOF
	// b.xml 3
}
