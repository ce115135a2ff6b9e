package formats

import "nostro/money"

// remittance writes RmtInf, and nothing for none.
func (w *xmlWriter) remittance(t *Transfer) {
	if t.Remittance == "" && len(t.Structured) == 0 {
		return
	}
	w.open("<RmtInf>")
	w.text("<Ustrd>", t.Remittance)
	for i := range t.Structured {
		w.structured(&t.Structured[i])
	}
	w.close("<RmtInf>")
}

// structured writes Strd (StructuredRemittanceInformation16): an invoice is a CINV, a reference a SCOR.
func (w *xmlWriter) structured(r *PaidDocument) {
	w.open("<Strd>")
	if r.Invoice != "" {
		w.open("<RfrdDocInf>")
		w.typed("CINV")
		w.text("<Nb>", r.Invoice)
		w.date("<RltdDt>", r.InvoiceDate)
		w.close("<RfrdDocInf>")
	}
	if r.Amount != (money.Amount{}) {
		w.open("<RfrdDocAmt>")
		w.amount("<RmtdAmt>", r.Amount)
		w.close("<RfrdDocAmt>")
	}
	if r.Reference != "" {
		w.open("<CdtrRefInf>")
		w.typed("SCOR")
		w.text("<Ref>", r.Reference)
		w.close("<CdtrRefInf>")
	}
	w.text("<AddtlRmtInf>", r.Information)
	w.close("<Strd>")
}

// typed writes the type of a document or a reference by its code.
func (w *xmlWriter) typed(code string) {
	w.open("<Tp>")
	w.code("<CdOrPrtry>", code)
	w.close("<Tp>")
}
