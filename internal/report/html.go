package report

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
)

// pageFiles are the templates of the page and its style.
//
//go:embed page
var pageFiles embed.FS

// HTML writes the picture as one page that needs nothing else: no script, no font, no picture from outside.
// Whatever text comes from files of participants and banks is escaped, and what no page should hold, such as
// control characters and marks that turn the direction of writing, becomes "?". It errs where the writer does.
func HTML(w io.Writer, p Picture) error {
	page, err := parsePage()
	if err != nil {
		return fmt.Errorf("report: page: %w", err)
	}
	var out bytes.Buffer
	if err := page.ExecuteTemplate(&out, "page.html", newView(p)); err != nil {
		return fmt.Errorf("report: page: %w", err)
	}
	if _, err := w.Write(bytes.Map(printable, out.Bytes())); err != nil {
		return fmt.Errorf("report: page: %w", err)
	}
	return nil
}

func parsePage() (*template.Template, error) {
	css, err := pageFiles.ReadFile("page/style.css")
	if err != nil {
		return nil, err
	}
	page := template.New("page").Funcs(template.FuncMap{
		// The style is a file of this package and holds nothing from outside.
		"css":    func() template.CSS { return template.CSS(css) },
		"anchor": anchor, "people": people, "short": short, "age": age, "counted": counted,
		"tone": tone, "verdict": verdictTone, "help": reasonHelp, "cells": cellsOf,
	})
	return page.ParseFS(pageFiles, "page/*.html")
}
