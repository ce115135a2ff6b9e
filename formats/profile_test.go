package formats

import (
	"strings"
	"testing"
)

func TestProfileByName(t *testing.T) {
	for _, name := range ProfileNames() {
		if p := mustProfile(t, name); p.Name != name || p.TransfersPerMessage < 1 || p.AmountDigits > amountDigitsMax {
			t.Errorf("profile %q is %+v", name, p)
		}
	}
	for _, name := range []string{"", "CBPR+", "sepa"} {
		if _, err := ProfileByName(name); err == nil || !strings.Contains(err.Error(), "batch, cbpr+") {
			t.Errorf("%q: want an error that names the known profiles, got %v", name, err)
		}
	}
}

func TestProfilesAreFreshCopies(t *testing.T) {
	p := mustProfile(t, "cbpr+")
	p.BizSvc[MessageNotice] = "swift.cbprplus.03"
	p.ChargeBearers[0] = "OUR"
	q := mustProfile(t, "cbpr+")
	if q.BizSvc[MessageNotice] != BizSvcCurrent || q.ChargeBearers[0] != "DEBT" {
		t.Error("a change of one copy reached another")
	}
}

func TestBizSvcIsDataOfTheProfile(t *testing.T) {
	p := mustProfile(t, "cbpr+")
	p.BizSvc[MessageNotice] = "swift.cbprplus.03"
	data, err := WriteNotice(p, noticeOfTwo())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), "<BizSvc>swift.cbprplus.03</BizSvc>") {
		t.Errorf("the agreed service is not in the header:\n%s", data)
	}
}
