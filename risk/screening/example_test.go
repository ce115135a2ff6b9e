package screening_test

import (
	"fmt"
	"strings"

	"nostro/risk/screening"
)

func ExampleParse() {
	sheet, err := screening.Parse("own", screening.FormatCSV, strings.NewReader("id,kind,name\n1,person,Dmitri Volkonsky\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	s := screening.NewScreener(sheet.Entries, map[string]screening.Threshold{"own": {Strong: 8500, Weak: 9500}})
	for _, h := range s.Screen(screening.Party{ID: "p1", Name: "VOLKONSKIJ, Dimitri"}) {
		fmt.Println(h.Field, h.Value, "is like", h.Listed, h.Score)
	}
	// Output: name VOLKONSKIJ, Dimitri is like Dmitri Volkonsky 9126
}

func ExampleCompare() {
	fmt.Println(screening.Compare("Юрий Щербаков", "Yury Scherbakov"), screening.Compare("John Smith", "James Smith"))
	// Output: 9500 5278
}
