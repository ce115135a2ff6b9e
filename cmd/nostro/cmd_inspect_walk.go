package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Why something in a folder is not opened.
var (
	errNoFile = errors.New("the folder holds no file to read (what is hidden is left out): name another")
	errLink   = errors.New("it is a link to a folder, which is not followed within a folder: name it by itself")
	errNoData = errors.New("it is no regular file but a pipe, a socket or a device, which could keep us waiting for ever: " +
		"name it by itself if it is to be read")
)

// walkInputs lists what was named, or the files of a folder in their order, without what is hidden. What
// cannot be looked at is listed too: opening it will say why.
func walkInputs(name, place string) []inspectInput {
	info, err := os.Stat(place)
	if err != nil || !info.IsDir() {
		return []inspectInput{{name: name, path: place}}
	}
	if resolved, err := filepath.EvalSymlinks(place); err == nil {
		place = resolved // what is walked is not followed where it is a link itself
	}
	var out []inspectInput
	_ = filepath.WalkDir(place, func(path string, d fs.DirEntry, err error) error {
		hidden := path != place && d != nil && d.Name()[0] == '.'
		switch {
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || err == nil && d.IsDir():
			return nil
		}
		shown := name
		if rest, relErr := filepath.Rel(place, path); relErr == nil && rest != "." {
			shown = filepath.Join(name, rest)
		}
		out = append(out, inspectInput{name: shown, path: path, bad: unfit(path, d)})
		return nil
	})
	if len(out) == 0 {
		return []inspectInput{{name: name, path: place, bad: errNoFile}}
	}
	return out
}

// unfit tells why something in a folder is not to be opened; nil where it may be, and where opening it says
// why not.
func unfit(path string, d fs.DirEntry) error {
	if d == nil {
		return nil
	}
	mode := d.Type()
	linked := mode&fs.ModeSymlink != 0
	if linked {
		info, err := os.Stat(path)
		if err != nil {
			return nil
		}
		mode = info.Mode()
	}
	switch {
	case linked && mode.IsDir():
		return errLink
	case !mode.IsDir() && !mode.IsRegular():
		return errNoData
	}
	return nil
}
