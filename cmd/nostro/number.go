package main

import (
	"fmt"
	"strconv"
	"strings"
)

// The numbers of what is listed. Each may be given as the list writes it: 7, or break:7.
type (
	breakNumber     int64
	recallNumber    int64
	statementNumber int64
	fileInNumber    int64
)

// UnmarshalText takes 7 and break:7.
func (n *breakNumber) UnmarshalText(text []byte) error { return numbered((*int64)(n), "break", text) }

// UnmarshalText takes 7 and recall:7.
func (n *recallNumber) UnmarshalText(text []byte) error { return numbered((*int64)(n), "recall", text) }

// UnmarshalText takes 7 and statement:7.
func (n *statementNumber) UnmarshalText(text []byte) error {
	return numbered((*int64)(n), "statement", text)
}

// UnmarshalText takes 7 and in:7.
func (n *fileInNumber) UnmarshalText(text []byte) error { return numbered((*int64)(n), "in", text) }

// numbered reads a number of the kind, which is 1 or more.
func numbered(n *int64, kind string, text []byte) error {
	number, err := strconv.ParseInt(strings.TrimPrefix(string(text), kind+":"), 10, 64)
	if err != nil || number < 1 {
		return fmt.Errorf("%q is no number of one: write it as the list does, such as 7 or %s:7", text, kind)
	}
	*n = number
	return nil
}
