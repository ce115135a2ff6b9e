package main

import "testing"

// What begins as XML in any encoding is XML, also where a map for CSV is given; what has no columns is no CSV.
func TestWhatABankFileLooksLike(t *testing.T) {
	for begin, want := range map[string][2]bool{
		"<?xml version='1.0'?>":        {true, false},
		"\ufeff\r\n <Document>":        {true, false},
		"\xff\xfe<\x00?\x00":           {true, false},
		"\xfe\xff\x00<\x00?":           {true, false},
		"Tag;Betrag;Saldo\n1;2;3":      {false, true},
		"a,b\r\n":                      {false, true},
		"a\tb":                         {false, true},
		"dear bank":                    {false, false},
		"dear bank\nwhere is it, then": {false, false},
		"a;b\x01":                      {false, false},
		"":                             {false, false},
	} {
		if got := [2]bool{isMarkup([]byte(begin)), looksLikeCSV([]byte(begin))}; got != want {
			t.Errorf("%q: markup, CSV %v, want %v", begin, got, want)
		}
	}
}
