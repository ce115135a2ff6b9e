package delivery_test

import (
	"bytes"
	"strings"
	"testing"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
)

// A server that offers MLSD and does it wrong: it refuses it, garbles it, or says that all is well and lists nothing.
// The last is why the option is there: nobody can tell it from an empty folder.
func TestMLSDIsNotAsked(t *testing.T) {
	for name, config := range map[string]ftpd.Config{
		"refused":   {Faults: []ftpd.Fault{{Command: "MLSD", Do: ftpd.Reply, Code: 500, Text: "What?"}}},
		"garbled":   {Faults: []ftpd.Fault{{Command: "MLSD", Do: ftpd.CutData, Bytes: 10, Code: 226}}},
		"all empty": {Faults: []ftpd.Fault{{Command: "MLSD", Do: ftpd.CutData, Bytes: 0, Code: 226}}},
	} {
		for _, never := range []bool{false, true} {
			b := startBank(t, config, func(e *delivery.Endpoint) { e.DisableMLSD = never })
			b.put(t, "in/a.xml", statement)
			session := b.open(t)
			files, err := session.List(t.Context())
			listed := err == nil && len(files) == 1 && files[0].Name == "a.xml" && files[0].Bytes == int64(len(statement)) && files[0].Problem == ""
			if listed != never {
				t.Errorf("%s, not asked %t: %+v, %v", name, never, files, err)
			}
			if n := b.server.Count("MLSD"); (n == 0) != never {
				t.Errorf("%s, not asked %t: MLSD was asked %d times", name, never, n)
			}
			if !never {
				continue
			}
			var got bytes.Buffer
			if err := session.Fetch(t.Context(), "a.xml", &got); err != nil || got.String() != statement {
				t.Errorf("%s: fetched %q, %v", name, got.String(), err)
			}
			if d := session.Send(t.Context(), parcel("b.xml", message)); d.State != sent {
				t.Errorf("%s: send: %s %s", name, d.State, d.Detail)
			}
		}
	}
}

// A server that offers UTF8 and refuses OPTS UTF8 ON lets nobody in who asks; 501 and 504 are borne without the option.
func TestUTF8IsNotAsked(t *testing.T) {
	for code, borne := range map[int]bool{500: false, 502: false, 550: false, 501: true, 504: true} {
		for _, never := range []bool{false, true} {
			b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{{Command: "OPTS", Do: ftpd.Reply, Code: code, Text: "no UTF8 here"}}},
				func(e *delivery.Endpoint) { e.DisableUTF8 = never })
			session, err := b.courier.Open(t.Context(), "BANK")
			if (err == nil) != (never || borne) || err != nil && !strings.Contains(err.Error(), "no UTF8 here") {
				t.Errorf("%d, not asked %t: %v", code, never, err)
			}
			if n := b.server.Count("OPTS"); (n == 0) != never {
				t.Errorf("%d, not asked %t: OPTS was asked %d times", code, never, n)
			}
			if session == nil {
				continue
			}
			if d := session.Send(t.Context(), parcel("b.xml", message)); d.State != sent {
				t.Errorf("%d, not asked %t: send: %s %s", code, never, d.State, d.Detail)
			}
			_ = session.Close()
		}
	}
}
