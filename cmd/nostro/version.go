package main

import (
	"cmp"
	"fmt"
	"runtime/debug"
)

// version tells which program this is, as the Go tools stamped it when it was built: the version of the module, which names the
// commit, the compiler and the platform. What was built apart from a repository, or told not to look at it, says so.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "nostro, built without a stamp"
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	text := fmt.Sprintf("nostro %s, %s %s/%s", cmp.Or(info.Main.Version, "(devel)"), info.GoVersion, settings["GOOS"], settings["GOARCH"])
	if settings["vcs.revision"] == "" {
		return text + ", without the stamp of a commit"
	}
	if settings["vcs.modified"] == "true" {
		return text + ", built from commit " + settings["vcs.revision"] + " and changes to it"
	}
	return text + ", built from commit " + settings["vcs.revision"]
}
