package formats

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"nostro/calendar"
)

// outputs are all messages in all profiles, by the name of their golden file.
func outputs(t *testing.T) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	for _, profile := range ProfileNames() {
		p := mustProfile(t, profile)
		for _, kind := range []TransferKind{CustomerTransfer, InstitutionTransfer, CoverTransfer, CustomerInitiation} {
			m := messageOf(kind)
			if p.TransfersPerMessage > 1 && kind != CoverTransfer {
				m = batchOf(kind)
			}
			found[string(kind)+"."+profile+".xml"] = must(t)(WriteTransfers(p, m))
		}
		found["pacs.008.001.08.covered."+profile+".xml"] = must(t)(WriteTransfers(p, coveredMessage()))
		found["pacs.008.001.08.full."+profile+".xml"] = must(t)(WriteTransfers(p, fullMessage()))
		found[MessageNotice+"."+profile+".xml"] = must(t)(WriteNotice(p, noticeOfTwo()))
		found[MessageRecall+"."+profile+".xml"] = must(t)(WriteRecall(p, recallOfOne()))
	}
	return found
}

// must fails the test on an error.
func must(t testing.TB) func([]byte, error) []byte {
	return func(data []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
}

func TestGoldens(t *testing.T) {
	for name, data := range outputs(t) {
		t.Run(name, func(t *testing.T) { compareGolden(t, name, data) })
	}
}

func TestSameMessageSameBytes(t *testing.T) {
	first, second := outputs(t), outputs(t)
	for name := range first {
		if !bytes.Equal(first[name], second[name]) {
			t.Errorf("%s came out in two forms", name)
		}
	}
}

func TestWriteLeavesTheCallersMessageAlone(t *testing.T) {
	m := messageOf(CustomerTransfer)
	n := noticeOfTwo()
	if _, err := WriteTransfers(mustProfile(t, "cbpr+"), m); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteNotice(mustProfile(t, "cbpr+"), n); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(m.Transfers[0], customerTransfer()) || n.Items[0] != noticeOfTwo().Items[0] {
		t.Error("the original text was replaced by its transliteration")
	}
}

func TestCbprEnvelope(t *testing.T) {
	data, err := WriteTransfers(mustProfile(t, "cbpr+"), messageOf(CustomerTransfer))
	if err != nil {
		t.Fatal(err)
	}
	top, err := parse(data)
	if err != nil {
		t.Fatal(err)
	}
	header := top.find("BusinessMessage", "AppHdr")
	group := top.find("BusinessMessage", "Document", "FIToFICstmrCdtTrf", "GrpHdr")
	tx := top.find("BusinessMessage", "Document", "FIToFICstmrCdtTrf", "CdtTrfTxInf")
	for name, pair := range map[string][2]string{
		"UR26 R1-R8 BizMsgIdr is MsgId":    {header.value("BizMsgIdr"), group.value("MsgId")},
		"UR26 R1-R8 Fr is InstgAgt":        {headerBIC(header, "Fr"), agentBIC(tx.child("InstgAgt"))},
		"UR26 R1-R8 To is InstdAgt":        {headerBIC(header, "To"), agentBIC(tx.child("InstdAgt"))},
		"MsgDefIdr is the namespace":       {namespacePrefix + header.value("MsgDefIdr"), group.space},
		"BizSvc":                           {header.value("BizSvc"), "swift.cbprplus.04"},
		"CreDt has an offset without Z":    {header.value("CreDt"), "2026-11-23T16:05:07+00:00"},
		"one transaction":                  {group.value("NbOfTxs"), "1"},
		"no control sum":                   {group.value("CtrlSum"), ""},
		"no total":                         {group.value("TtlIntrBkSttlmAmt"), ""},
		"no value date in the header":      {group.value("IntrBkSttlmDt"), ""},
		"SttlmMtd":                         {group.value("SttlmInf", "SttlmMtd"), "INDA"},
		"InstdAmt":                         {tx.value("InstdAmt"), "1234567.89"},
		"charge bearer defaults to SHAR":   {tx.value("ChrgBr"), "SHAR"},
		"name is transliterated":           {tx.value("Cdtr", "Nm"), `Cafe "Lodz" Ost`},
		"markup is escaped":                {tx.value("Dbtr", "PstlAdr", "BldgNb"), "7 <b>"},
		"SR26 DEBT and SHAR: no ChrgsInf":  {tx.value("ChrgsInf", "Amt"), ""},
		"settlement account is our nostro": {group.value("SttlmInf", "SttlmAcct", "Id", "Othr", "Id"), "US-NOSTRO-42"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %q, want %q", name, pair[0], pair[1])
		}
	}
}

func TestOffsetOfTheWriterIsKept(t *testing.T) {
	m := messageOf(CustomerTransfer)
	m.CreatedAt = createdAt.In(time.FixedZone("", -(3*3600 + 30*60)))
	data, err := WriteTransfers(mustProfile(t, "cbpr+"), m)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte("<CreDtTm>2026-11-23T12:35:07-03:30</CreDtTm>")) {
		t.Errorf("offset is lost:\n%s", data)
	}
}

func TestCredCarriesAnEmptyCharge(t *testing.T) { // UR26 R30
	m := messageOf(CustomerTransfer)
	m.Transfers[0].ChargeBearer = "CRED"
	data, err := WriteTransfers(mustProfile(t, "cbpr+"), m)
	if err != nil {
		t.Fatal(err)
	}
	top, _ := parse(data)
	charge := top.find("BusinessMessage", "Document", "FIToFICstmrCdtTrf", "CdtTrfTxInf", "ChrgsInf")
	if charge.value("Amt") != "0.00" || agentBIC(charge.child("Agt")) != ourBIC {
		t.Errorf("CRED must say that nothing was taken, got %q by %q", charge.value("Amt"),
			agentBIC(charge.child("Agt")))
	}
}

func TestBatchValueDates(t *testing.T) {
	batch := mustProfile(t, "batch")
	for name, c := range map[string]struct {
		second           string
		inGroup, inFirst string
	}{
		"shared: in the header":    {"2026-11-24", "2026-11-24", ""},
		"mixed: in each transfer":  {"2026-11-25", "", "2026-11-24"},
		"mixed backwards likewise": {"2026-11-20", "", "2026-11-24"},
	} {
		t.Run(name, func(t *testing.T) {
			m := batchOf(CustomerTransfer)
			m.Transfers[1].ValueDate = calendar.MustDate(c.second)
			data, err := WriteTransfers(batch, m)
			if err != nil {
				t.Fatal(err)
			}
			top, _ := parse(data)
			root := top.find("Document", "FIToFICstmrCdtTrf")
			if got := root.value("GrpHdr", "IntrBkSttlmDt"); got != c.inGroup {
				t.Errorf("header has %q, want %q", got, c.inGroup)
			}
			if got := root.value("CdtTrfTxInf", "IntrBkSttlmDt"); got != c.inFirst {
				t.Errorf("transfer has %q, want %q", got, c.inFirst)
			}
		})
	}
}

func TestPartyForms(t *testing.T) {
	both := Party{Name: "Shop", BIC: "SHOPDEFFXXX", Address: Address{Town: "Ulm", Country: "DE"}}
	for name, c := range map[string]struct {
		profile   string
		party     Party
		name, bic string
	}{
		"cbpr+ names a customer, without the BIC": {"cbpr+", both, "Shop", ""},
		"cbpr+ takes the BIC of a nameless one":   {"cbpr+", Party{BIC: "SHOPDEFFXXX"}, "", "SHOPDEFFXXX"},
		"batch writes both":                       {"batch", both, "Shop", "SHOPDEFFXXX"},
	} {
		t.Run(name, func(t *testing.T) {
			m := messageOf(CustomerTransfer)
			m.Transfers[0].Creditor = c.party
			data, err := WriteTransfers(mustProfile(t, c.profile), m)
			if err != nil {
				t.Fatal(err)
			}
			cut, _, err := cutElement(data, "Cdtr")
			if err != nil {
				t.Fatal(err)
			}
			top, _ := parse(cut)
			if got := top.value("Cdtr", "Nm"); got != c.name {
				t.Errorf("name %q, want %q", got, c.name)
			}
			if got := top.value("Cdtr", "Id", "OrgId", "AnyBIC"); got != c.bic {
				t.Errorf("BIC %q, want %q", got, c.bic)
			}
		})
	}
}
