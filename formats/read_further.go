package formats

// Further is a value that a message may hold and that nothing here interprets: of a card, of interest, of
// taxes, of securities.
type Further struct {
	Path string // from the block down: "CardTx/Card/CardBrnd/Id"
	Text string // an amount with its currency: "EUR 1.00"
}

// furtherBlocks are the elements that are kept so, wherever they stand.
var furtherBlocks = map[string]bool{
	"Intrst": true, "Tax": true, "CardTx": true, "FinInstrmId": true, "RltdPric": true, "RltdQties": true,
	"SfkpgAcct": true, "CorpActn": true, "RltdCorpActn": true, "CshDpst": true, "UndrlygAllcn": true, "InstrCpy": true,
	"RgltryRptg": true, "ChqInstr": true, "PmtSgntr": true, "XpryDtTm": true, "OrgnlBizQry": true, "Authstn": true,
	"TaxRmt": true, "GrnshmtRmt": true, "TrckrData": true, "MndtRltdInf": true,
}

// further keeps the element as it is where it is such a block; otherwise it is unread.
func (r *reader) further(list *[]Further) {
	if !furtherBlocks[string(r.event.Name)] {
		r.unread()
		return
	}
	r.furtherLeaves(list, r.here().pathEnd+len("/"))
}

func (r *reader) furtherLeaves(list *[]Further, from int) {
	text := string(r.currencyCode())
	bare, ok := r.choice()
	if len(bare) > 0 {
		if text != "" {
			text += " "
		}
		add(r, list, Further{Path: r.keep(r.path[from:]), Text: r.keep(append([]byte(text), bare...))})
	}
	for ; ok; ok = r.child() {
		r.furtherLeaves(list, from)
	}
}
