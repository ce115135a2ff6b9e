package netting_test

import (
	"fmt"
	"os"

	"nostro/calendar"
	"nostro/money"
	"nostro/netting"
)

func obligations() []netting.Obligation {
	eur, day := money.MustCurrency("EUR"), calendar.MustDate("2026-11-24")
	return []netting.Obligation{
		{ID: "O-1", Seq: 1, Payer: "alpha", Payee: "bravo", Amount: money.FromMinor(eur, 10000), ValueDate: day},
		{ID: "O-2", Seq: 2, Payer: "bravo", Payee: "alpha", Amount: money.FromMinor(eur, 9000), ValueDate: day},
	}
}

func ExampleNet() {
	result, err := netting.Net(obligations())
	for _, p := range result.Positions {
		fmt.Println(p.Participant, "receives", p.GrossIn, "pays", p.GrossOut, "net", p.Net)
	}
	fmt.Println("efficiency in basis points:", result.Totals[0].EfficiencyBP, err)
	// Output:
	// alpha receives EUR 90.00 pays EUR 100.00 net EUR -10.00
	// bravo receives EUR 100.00 pays EUR 90.00 net EUR 10.00
	// efficiency in basis points: 9474 <nil>
}

func ExampleVerify() {
	result, _ := netting.Net(obligations())
	fmt.Println(netting.Verify(obligations(), result))
	result.Totals[0].Count = 3
	fmt.Println(netting.Verify(obligations(), result) != nil)
	// Output:
	// <nil>
	// true
}

func ExampleResult_Proof() {
	result, _ := netting.Net(obligations())
	if err := result.Proof(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// section,currency,seq,obligation,payer,payee,amount,value_date,model,agreement
	// obligation,EUR,1,O-1,alpha,bravo,100.00,2026-11-24,multilateral,
	// obligation,EUR,2,O-2,bravo,alpha,90.00,2026-11-24,multilateral,
	// section,currency,participant,gross_in,gross_out,net,obligations,model,agreement,counterparty
	// position,EUR,alpha,90.00,100.00,-10.00,O-1 O-2,multilateral,,
	// position,EUR,bravo,100.00,90.00,10.00,O-1 O-2,multilateral,,
	// section,currency,count,gross,net,efficiency_bp
	// total,EUR,2,190.00,10.00,9474
}
