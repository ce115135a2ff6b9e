package formats

import "testing"

// National variants of a message have numbers of their own: they are not newer.
func TestNationalVariants(t *testing.T) {
	in := mustRead(t, `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.003.03"><CstmrCdtTrfInitn><PmtInf><CdtTrfTxInf>`+
		`<Amt><InstdAmt Ccy="EUR">1</InstdAmt></Amt></CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>`)
	if d := onlyDocument(t, in); d.Message != "pain.001.003.03" || d.Transfers[0].Amount != amountOf("EUR", 100) || len(in.Warnings) > 0 {
		t.Errorf("got %s, %v", dump(d), in.Warnings)
	}
}

// The first versions have the name of the message, or a version in the name of their root element.
func TestOldRoots(t *testing.T) {
	for root, want := range map[string]string{
		"pain.001.001.02": "pain.001.001.02", "pacs.002.001.02": "pacs.002.001.02", "pain.002.001.02": "pain.002.001.02",
		"BkToCstmrAcctRptV01": "camt.052", "BkToCstmrDbtCdtNtfctnV01": "camt.054", "NtfctnToRcvV01": "camt.057",
	} {
		if d := onlyDocument(t, mustRead(t, "<Document><"+root+"/></Document>")); d.Message != want {
			t.Errorf("%s: got %q, want %q", root, d.Message, want)
		}
	}
}
