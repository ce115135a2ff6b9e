package formats

import (
	"fmt"
	"reflect"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// dump writes what is not zero in a value, one line for each leaf, for comparison by people and goldens.
func dump(value any) string {
	var out strings.Builder
	dumpInto(&out, "", reflect.ValueOf(value))
	return out.String()
}

func dumpInto(out *strings.Builder, path string, v reflect.Value) {
	switch leaf := v.Interface().(type) {
	case money.Amount, money.Currency, calendar.Date:
		if !v.IsZero() {
			fmt.Fprintf(out, "%s: %s\n", path, leaf)
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			dumpInto(out, path, v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			dumpInto(out, strings.TrimPrefix(path+"."+v.Type().Field(i).Name, "."), v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			dumpInto(out, fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	default:
		if !v.IsZero() {
			fmt.Fprintf(out, "%s: %v\n", path, v.Interface())
		}
	}
}
