package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// table is one CSV table: its columns, and its rows of a picture.
type table struct {
	name    string
	columns string
	rows    func(Picture) [][]string
}

// tables are sorted by name.
var tables = []table{
	{"balances", "account,currency,balance", balanceRows},
	{"breaks", "break,state,reason,currency,amount,correspondent,cycle,instruction,statement,entry," +
		"opened,days,text,resolved,resolution", breakRows},
	{"control", "correspondent,currency,day,files,bank,ledger,agrees,between,item,difference,why,text,break", controlRows},
	{"conversions", "cycle,participant,from_currency,from,to_currency,to,mid,spread,residual,spread_bp," +
		"mid_rate,client_rate,source,fixing_date,derivation,raw_sha256", conversionRows},
	{"files", "way,name,correspondent,message,state,bytes,sha256,transactions,attempts,sightings,at,detail", fileRows},
	{"instructions", "instruction,uetr,cycle,participant,correspondent,direction,currency,amount,booked," +
		"returned,value_date,state,msg_id,file,note,pays_anew", instructionRows},
	{"journal", "number,value_date,kind,key,account,currency,amount,reverses,evidence_sha256,evidence_place," +
		"memo", journalRows},
	{"matches", "statement,entry,detail,kind,side,currency,amount,charges,instruction,rule,why,journal", matchRows},
	{"netting", "currency,obligations,gross,net,efficiency_bp", nettingRows},
	{"positions", "cycle,participant,currency,obligations,gross_in,gross_out,net,after_currency,after,model," +
		"agreement,counterparty,obligation", positionRows},
	{"reserve", "currency,measured,required,held,lacks,rule", reserveRows},
	{"safeguarding", "day,record,made,made_by,check,correspondent,currency,owed,on_its_way,unidentified,required,held,ledger,statement," +
		"timing,difference,verdict,sha256", safeguardingRows},
	{"statements", "statement,correspondent,account,currency,sequence,closing_date,opening,credits,debits," +
		"closing,adds_up,entries,state,sha256,detail", statementRows},
}

// Tables lists the names of the tables that CSV writes, sorted.
func Tables() []string {
	return mapped(tables, func(t table) string { return t.name })
}

// CSV writes one table of the picture with a header row, in the form of RFC 4180 with bare line feeds.
// Amounts are plain decimals beside their currency. Text that a spreadsheet would take for a formula gets an
// apostrophe before it. An unknown table is an error that lists the known ones.
func CSV(w io.Writer, p Picture, name string) error {
	n := slices.IndexFunc(tables, func(t table) bool { return t.name == name })
	if n < 0 {
		return fmt.Errorf("report: there is no table %q: choose one of %s", name, strings.Join(Tables(), ", "))
	}
	if p.LookBack != nil && name == "reserve" {
		return fmt.Errorf("report: table %q is known as of now only: leave out --as-of", name)
	}
	out := csv.NewWriter(w)
	rows := append([][]string{strings.Split(tables[n].columns, ",")}, tables[n].rows(p)...)
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("report: CSV %s: %w", name, err)
	}
	return nil
}

// safe keeps a spreadsheet from taking text for a formula.
func safe(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

// sum writes the decimal of an amount, "" where there is none.
func sum(a Amount) string {
	if a.None() {
		return ""
	}
	return a.Decimal()
}

func code(a Amount) string { return a.Currency().Code() }

func number[N int | int64](n N) string { return strconv.FormatInt(int64(n), 10) }

// blankZero writes a number that counts from 1; 0 stands for none.
func blankZero[N int | int64](n N) string {
	if n == 0 {
		return ""
	}
	return number(n)
}
