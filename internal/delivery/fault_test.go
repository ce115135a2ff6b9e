package delivery_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
	"nostro/jobs"
	"nostro/lifecycle"
)

const (
	sent    = lifecycle.FileOutSent
	failed  = lifecycle.FileOutFailed
	unknown = lifecycle.FileOutUnknown
)

// broken is a fault, and how an upload must end under it.
type broken struct {
	fault ftpd.Fault
	want  lifecycle.FileOut
}

func (b broken) String() string {
	return fmt.Sprintf("%s %d %s %d %d", b.fault.Command, b.fault.Nth, b.fault.Do, b.fault.Code, b.fault.Bytes)
}

// uploads is every fault of an upload under a temporary name at a bank that leaves files where they are.
// The 2nd SIZE asks for the temporary file, the 3rd for the final name just before the rename.
var uploads = []broken{
	{ftpd.Fault{Command: "EPSV", Nth: 1, Do: ftpd.Reply, Code: 500}, sent},
	{ftpd.Fault{Command: "EPSV", Nth: 1, Do: ftpd.DropBefore}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.Reply, Code: 553, Text: "forbidden"}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.Reply, Code: 452, Text: "disk full"}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.Reply, Code: 425}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.Reply, Code: 421, Text: "going down"}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.Reply, Code: 299, Text: "odd"}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.DropBefore}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.ActThenDrop}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.ActThenReply, Code: 451}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.CutData, Bytes: 5, Code: 426}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.CutData, Bytes: 5, Code: 552, Text: "quota"}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.CutData, Bytes: 9, Code: 452, Text: "disk full"}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.Reply, Code: 522, Text: "reuse the session"}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.Reply, Code: 530, Text: "log in"}, failed},
	{ftpd.Fault{Command: "CONNECT", Nth: 1, Do: ftpd.Reply, Code: 220, Text: "several\nlines\nof welcome"}, sent},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.CutData, Bytes: 5, Code: 226, Text: "said to be whole"}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.CutData, Bytes: 0, Code: 226}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.CutData, Bytes: 5}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.ActThenTake}, failed},
	{ftpd.Fault{Command: "SIZE", Nth: 1, Do: ftpd.DropBefore}, sent},
	{ftpd.Fault{Command: "SIZE", Nth: 1, Do: ftpd.Reply, Code: 421}, sent},
	{ftpd.Fault{Command: "SIZE", Nth: 1, Do: ftpd.Reply, Code: 213, Text: "many"}, sent},
	{ftpd.Fault{Command: "SIZE", Nth: 2, Do: ftpd.DropBefore}, sent},
	{ftpd.Fault{Command: "SIZE", Nth: 2, Do: ftpd.Reply, Code: 550}, sent},
	{ftpd.Fault{Command: "SIZE", Nth: 3, Do: ftpd.DropBefore}, failed},
	{ftpd.Fault{Command: "SIZE", Nth: 0, Do: ftpd.Reply, Code: 550}, sent},
	{ftpd.Fault{Command: "MLST", Nth: 1, Do: ftpd.DropBefore}, sent},
	{ftpd.Fault{Command: "MLST", Nth: 1, Do: ftpd.Reply, Code: 500}, sent},
	{ftpd.Fault{Command: "DELE", Nth: 1, Do: ftpd.DropBefore}, sent},
	{ftpd.Fault{Command: "DELE", Nth: 0, Do: ftpd.Reply, Code: 550}, sent},
	{ftpd.Fault{Command: "RNFR", Nth: 1, Do: ftpd.Reply, Code: 550}, failed},
	{ftpd.Fault{Command: "RNFR", Nth: 1, Do: ftpd.DropBefore}, failed},
	{ftpd.Fault{Command: "RNTO", Nth: 1, Do: ftpd.Reply, Code: 553, Text: "no renames here"}, failed},
	{ftpd.Fault{Command: "RNTO", Nth: 1, Do: ftpd.Reply, Code: 599}, failed},
	{ftpd.Fault{Command: "RNTO", Nth: 1, Do: ftpd.Reply, Code: 421}, failed},
	{ftpd.Fault{Command: "RNTO", Nth: 1, Do: ftpd.DropBefore}, failed},
	{ftpd.Fault{Command: "RNTO", Nth: 1, Do: ftpd.ActThenDrop}, sent},
	{ftpd.Fault{Command: "RNTO", Nth: 1, Do: ftpd.ActThenReply, Code: 550}, sent},
	{ftpd.Fault{Command: "RNTO", Nth: 1, Do: ftpd.ActThenReply, Code: 421}, sent},
	{ftpd.Fault{Command: "RNTO", Nth: 1, Do: ftpd.ActThenTake}, sent},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.Silent}, failed},
	{ftpd.Fault{Command: "STOR", Nth: 1, Do: ftpd.ActThenSilent}, failed},
	{ftpd.Fault{Command: "RNTO", Nth: 1, Do: ftpd.Silent}, failed},
	{ftpd.Fault{Command: "RNTO", Nth: 1, Do: ftpd.ActThenSilent}, sent},
	{ftpd.Fault{Command: "SIZE", Nth: 1, Do: ftpd.Silent}, sent},
	{ftpd.Fault{Command: "SIZE", Nth: 0, Do: ftpd.Silent}, failed},
}

func TestEachFaultOfAnUploadEndsInTheRightState(t *testing.T) {
	for _, verify := range []string{delivery.VerifySize, delivery.VerifyReadBack} {
		for _, c := range uploads {
			silent := c.fault.Do == ftpd.Silent || c.fault.Do == ftpd.ActThenSilent
			if silent && verify != delivery.VerifySize {
				continue // once is enough of what takes a deadline's time
			}
			t.Run(verify+" "+c.String(), func(t *testing.T) {
				t.Parallel()
				b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{c.fault}}, func(e *delivery.Endpoint) {
					e.Verify = verify
					if silent {
						e.Deadline = short
					}
				})
				p := parcel("a.xml", message)
				d := b.open(t).Send(t.Context(), p)
				if d.State != c.want {
					t.Errorf("got %+v, want %s", d, c.want)
				}
				if d.Detail == "" {
					t.Error("the outcome says nothing")
				}
				if c.fault.Do == ftpd.ActThenTake {
					return // the bank took it away, which is a story of its own
				}
				b.agrees(t, d)
				if c.fault.Nth != 0 || d.State == sent {
					b.resends(t, d)
				}
			})
		}
	}
}

// fatal is what a test, or one try of a property, has.
type fatal interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// agrees checks on the bank's side what we say of a.xml.
func (b *bank) agrees(t fatal, d jobs.Delivery) {
	t.Helper()
	data, there := b.Get("out/a.xml")
	if there && string(data) != message {
		t.Errorf("half a file under the final name: %q", data)
	}
	if n := b.Arrivals("out/a.xml"); n > 1 {
		t.Errorf("the file arrived %d times", n)
	}
	if d.State == sent && !there {
		t.Errorf("we say sent and the bank has nothing: %s", d.Detail)
	}
	if d.State == failed && (there || b.Arrivals("out/a.xml") > 0) {
		t.Errorf("we say failed and the bank has it: %s", d.Detail)
	}
}

// resends does what the stage does after d: look where unknown, send again where failed. At the end the bank
// has the file once.
func (b *bank) resends(t fatal, d jobs.Delivery) {
	t.Helper()
	ctx, p := contextOf(t), parcel("a.xml", message)
	for try := 0; d.State != sent; try++ {
		if try == 20 {
			t.Fatalf("it never arrives: %+v", d)
		}
		session, err := b.courier.Open(ctx, "BANK")
		if err != nil {
			continue // a fault hit the login; the state stays
		}
		if d.State == unknown {
			d = session.Look(ctx, p)
		} else {
			d = session.Send(ctx, p)
		}
		_ = session.Close() // may be broken by the fault
		b.agrees(t, d)
	}
	if items := b.List("out"); len(items) != 1 || items[0].Name != "a.xml" {
		t.Errorf("the bank has %v, want a.xml alone", items)
	}
}

// TestNoScriptOfFaultsDoublesOrHalves draws scripts of faults in which no reply is a lie about what is there.
func TestNoScriptOfFaultsDoublesOrHalves(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		faults := rapid.SliceOfN(rapid.Custom(drawFault), 1, 4).Draw(rt, "faults")
		config := ftpd.Config{
			Addr: "127.0.0.1:0", Users: map[string]string{"nostro": secret}, Faults: faults,
			Overwrite: rapid.Bool().Draw(rt, "overwrite"),
		}
		if rapid.Bool().Draw(rt, "no MLST") {
			config.Refuse = []string{"MLST", "MLSD"}
		}
		server, err := ftpd.Start(config)
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { _ = server.Close() }() // checked by the other tests
		endpoint := delivery.DefaultEndpoint()
		endpoint.Address, endpoint.User, endpoint.Password, endpoint.OutFolder = server.Addr(), "nostro", secret, "out"
		endpoint.Verify = rapid.SampledFrom([]string{delivery.VerifySize, delivery.VerifyReadBack}).Draw(rt, "verify")
		b := &bank{Tree: server.Tree("nostro"), server: server, courier: newCourier(t, endpoint), endpoint: endpoint}
		if err := b.MakeFolder("out"); err != nil {
			rt.Fatal(err)
		}
		b.resends(rt, jobs.Delivery{State: failed})
		if n := b.Arrivals("out/a.xml"); n != 1 {
			rt.Fatalf("the file arrived %d times, want once", n)
		}
	})
}

var (
	honest = strings.Fields("CONNECT PASS EPSV SIZE MLST NLST DELE STOR RETR RNFR RNTO")
	cuts   = []ftpd.Deed{ftpd.Reply, ftpd.DropBefore, ftpd.ActThenDrop, ftpd.ActThenReply}
)

func drawFault(t *rapid.T) ftpd.Fault {
	f := ftpd.Fault{
		Command: rapid.SampledFrom(honest).Draw(t, "command"),
		Nth:     rapid.IntRange(1, 4).Draw(t, "nth"),
		Do:      rapid.SampledFrom(cuts).Draw(t, "do"),
		Code:    rapid.SampledFrom([]int{421, 425, 426, 451, 500, 530, 599}).Draw(t, "code"),
		Text:    "by the script",
	}
	if f.Command == "STOR" && rapid.Bool().Draw(t, "cut") {
		f.Do, f.Bytes = ftpd.CutData, int64(rapid.IntRange(0, len(message)).Draw(t, "bytes"))
		f.Code = rapid.SampledFrom([]int{0, 226, 426}).Draw(t, "code of the cut")
	}
	return f
}
