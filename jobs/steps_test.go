package jobs_test

import (
	"fmt"
	"strings"

	"nostro/calendar"
	"nostro/jobs"
)

// The participants of the stories: two companies, one that settles everything in USD, and a bank.
const (
	participantsCSV = `id,name,kind,bic,street,building,postcode,town,country,settlement_currency
alfa,Alfa Handels GmbH,company,,Speicherstrasse,12,20457,Hamburg,DE,
brixton,Brixton Retail Ltd,company,,Coldharbour Lane,401,SW9 8LQ,London,GB,
cascade,Cascade Markets Inc,company,,Water Street,55,10041,New York,US,USD
harbour,Harbour Bank plc,institution,HRBBGB2LXXX,Lombard Street,21,EC3V 9AH,London,GB,
`
	accountsCSV = `participant,currency,account,agent_bic
alfa,EUR,DE54200505500000001000,HANSDEHHXXX
alfa,USD,DE27200505500000001001,HANSDEHHXXX
brixton,EUR,GB66NWDK40051500001020,NWDKGB2LXXX
brixton,GBP,GB66NWDK40051500001020,NWDKGB2LXXX
cascade,USD,0210000001030,CASCUS33XXX
harbour,EUR,GB74NWDK40051500001070,HRBBGB2LXXX
harbour,GBP,GB20NWDK40051500001072,HRBBGB2LXXX
harbour,USD,GB47NWDK40051500001071,HRBBGB2LXXX
`
	obligationsHeader = "id,payer,payee,currency,amount,value_date,reference\n"
)

// imports takes one file, of which every row must be accepted.
func (h *installation) imports(name, text string) {
	h.t.Helper()
	result := h.tries(name, text, false)
	if len(result.Refusals) > 0 {
		h.t.Fatalf("%s: %v", name, result.Refusals)
	}
}

// tries takes one file, whatever is refused of it.
func (h *installation) tries(name, text string, whole bool) jobs.ImportResult {
	h.t.Helper()
	result, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: name, Data: []byte(text)}}, whole)
	h.must(err)
	return result
}

// people imports participants and accounts.
func (h *installation) people() {
	h.t.Helper()
	h.imports("participants.csv", participantsCSV)
	h.imports("accounts.csv", accountsCSV)
}

// owes imports obligations of value date 24 November, each as "ID PAYER PAYEE CURRENCY AMOUNT".
func (h *installation) owes(obligations ...string) {
	h.t.Helper()
	h.imports("obligations.csv", obligationsCSV(obligations...))
}

func obligationsCSV(obligations ...string) string {
	text := obligationsHeader
	for _, o := range obligations {
		text += strings.Join(strings.Fields(o), ",") + ",2026-11-24,\n"
	}
	return text
}

// rateFile is a fixing of the ECB, each rate as "USD 1.1634".
func rateFile(date string, rates ...string) string {
	cubes := ""
	for _, r := range rates {
		words := strings.Fields(r)
		cubes += fmt.Sprintf(`<Cube currency="%s" rate="%s"/>`, words[0], words[1])
	}
	return `<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" ` +
		`xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><gesmes:subject>Reference rates</gesmes:subject>` +
		`<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>` +
		`<Cube><Cube time="` + date + `">` + cubes + `</Cube></Cube></gesmes:Envelope>`
}

func (h *installation) rates(date string, rates ...string) {
	h.t.Helper()
	h.done(h.stages.ImportRates(h.ctx, []jobs.NamedFile{{Name: "rates.xml", Data: []byte(rateFile(date, rates...))}}))
}

// done takes what a stage returned: it must not have failed, and every invariant must hold after it.
func (h *installation) done(result jobs.Result, err error) jobs.Result {
	h.t.Helper()
	h.must(err)
	h.holds()
	return result
}

// holds checks every invariant.
func (h *installation) holds() {
	h.t.Helper()
	results, err := h.stages.Check(h.ctx)
	h.must(err)
	for _, r := range results {
		if !r.Holds {
			h.t.Errorf("%s: %s", r.Name, r.Detail)
		}
	}
}

// run carries the cycle of 24 November to the files that wait for approval.
func (h *installation) run() {
	h.t.Helper()
	var err error
	h.cycle, err = h.stages.RunCycle(h.ctx, calendar.MustDate("2026-11-24"), false, func(jobs.Result) { h.holds() })
	h.must(err)
}

func (h *installation) approve() jobs.Result {
	h.t.Helper()
	return h.done(h.stages.Approve(h.ctx, h.cycle, "bea", true, ""))
}

func (h *installation) send() jobs.Result {
	h.t.Helper()
	return h.done(h.stages.Send(h.ctx, h.cycle))
}

func (h *installation) collect() jobs.Result {
	h.t.Helper()
	return h.done(h.stages.Collect(h.ctx))
}

func (h *installation) reconcile() jobs.Result {
	h.t.Helper()
	return h.done(h.stages.Reconcile(h.ctx))
}

// takes collects and reconciles.
func (h *installation) takes() jobs.Result {
	h.t.Helper()
	h.collect()
	return h.reconcile()
}

// approved carries obligations to a release that may leave.
func (h *installation) approved(obligations ...string) {
	h.t.Helper()
	h.people()
	h.owes(obligations...)
	h.run()
	h.approve()
}

// sent carries obligations to files that are with the banks.
func (h *installation) sent(obligations ...string) {
	h.t.Helper()
	h.approved(obligations...)
	h.send()
}
