package config_test

import (
	"fmt"
	"os"
	"strings"

	"nostro/internal/config"
)

func ExampleParse() {
	dir, err := os.MkdirTemp("", "house-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	if err := config.Init(dir, []byte("a key of thirty-two bytes, or so")); err != nil {
		fmt.Println(err)
		return
	}
	text := strings.Replace(string(config.Template()), `"4000123400"`, "0123", 1)
	text = strings.Replace(text, "spread_bp: 15", "spread: 15", 1)
	_, err = config.Parse([]byte(text), dir, os.Getenv)
	fmt.Println(err)
	// Output:
	// line 24: rates.spread_bp: is missing: write it
	// line 27: rates.spread: is no key here: use one of source, age_days_max, spread_bp, pivot, cross, coherence_bp, cover_charge_bp, move_limit_bp, move_limits, may_accept, feeds
	// line 115: correspondents[0].accounts[1].other: 0123 without quotes is no text in YAML, which may change its characters: write "0123"
}
