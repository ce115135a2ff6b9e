package delivery

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"time"
)

// Ways to verify an upload.
const (
	VerifySize     = "size"     // the server must name our size
	VerifyReadBack = "readback" // what the server gives back must have our SHA-256
	VerifyNone     = "none"     // the server's replies must do: for those that can do neither
)

// What becomes of a remote file after we have committed it. AfterMove is followed by a folder.
const (
	AfterKeep   = "keep"
	AfterDelete = "delete"
	AfterMove   = "move:"
)

// ProtocolFTP is plain FTP, passive mode.
const ProtocolFTP = "ftp"

// DeadlineDefault bounds each read, write and dial of an endpoint that names no deadline.
const DeadlineDefault = 30 * time.Second

// temporarySuffix is added to a final name to make the temporary one.
const temporarySuffix = ".part"

// Endpoint is where and how a correspondent exchanges files. DefaultEndpoint has the usual choices.
//
// TakesAtOnce belongs to every correspondent that moves or removes what we put there, however late: then an
// empty folder proves nothing, and an upload of which nothing can be seen is unknown. Without it, a Look that
// finds nothing says failed, and the file goes again: right only where files stay.
type Endpoint struct {
	Address     string // host:port
	User        string
	Password    string        // from the environment or a file; never written anywhere
	Protocol    string        // ProtocolFTP; empty means that
	OutFolder   string        // where we put files; empty: the folder of the login
	InFolder    string        // where files wait for us; empty: the folder of the login
	Verify      string        // VerifySize, VerifyReadBack or VerifyNone; empty: size
	Temporary   bool          // upload under name + ".part", then rename; false only where renames are forbidden
	TakesAtOnce bool          // files do not stay in OutFolder; see below
	AfterFetch  string        // AfterKeep, AfterDelete or AfterMove + folder; empty: keep
	Deadline    time.Duration // for each read and each write, not for a whole file; 0: DeadlineDefault
	DisableEPSV bool          // for servers and firewalls that hang on it
	DisableMLSD bool          // for servers that offer it and do it wrong
	DisableUTF8 bool          // for servers that offer it and refuse OPTS UTF8 ON
}

// DefaultEndpoint returns the usual choices: a temporary name, verified by size, files kept after the fetch.
func DefaultEndpoint() Endpoint {
	return Endpoint{Protocol: ProtocolFTP, Verify: VerifySize, Temporary: true, AfterFetch: AfterKeep,
		Deadline: DeadlineDefault}
}

// Validate returns every fault of the endpoint, or nil.
func (e Endpoint) Validate() error {
	var errs []error
	refuse := func(field, value, remedy string) {
		errs = append(errs, fmt.Errorf("%s %q: %s", field, value, remedy))
	}
	if host, port, err := net.SplitHostPort(e.Address); err != nil || host == "" || port == "" {
		refuse("address", e.Address, "give host:port")
	}
	if e.User == "" || hasControl(e.User) {
		refuse("user", e.User, "give the name of the login")
	}
	if hasControl(e.Password) {
		errs = append(errs, errors.New("password: it holds a control character, such as a line end"))
	}
	if e.Protocol != "" && e.Protocol != ProtocolFTP {
		refuse("protocol", e.Protocol, "this version speaks ftp")
	}
	for _, f := range [][2]string{{"out folder", e.OutFolder}, {"in folder", e.InFolder}} {
		if hasControl(f[1]) {
			refuse(f[0], f[1], "it holds a control character")
		}
	}
	switch e.Verify {
	case "", VerifySize, VerifyReadBack, VerifyNone:
	default:
		refuse("verify", e.Verify, "it is size, readback or none")
	}
	if err := e.checkAfterFetch(); err != nil {
		errs = append(errs, err)
	}
	if e.Deadline < 0 {
		refuse("deadline", e.Deadline.String(), "it is above zero; 0 takes the default")
	}
	return errors.Join(errs...)
}

func (e Endpoint) checkAfterFetch() error {
	folder, move := strings.CutPrefix(e.AfterFetch, AfterMove)
	switch {
	case e.AfterFetch == "" || e.AfterFetch == AfterKeep || e.AfterFetch == AfterDelete:
		return nil
	case !move || folder == "" || hasControl(folder):
		return fmt.Errorf("after fetch %q: it is keep, delete or move:FOLDER", e.AfterFetch)
	case strings.TrimRight(folder, "/") == strings.TrimRight(e.InFolder, "/"):
		return fmt.Errorf("after fetch %q: the folder must differ from the in folder", e.AfterFetch)
	}
	return nil
}

// settled fills in the defaults.
func (e Endpoint) settled() Endpoint {
	if e.Verify == "" {
		e.Verify = VerifySize
	}
	if e.AfterFetch == "" {
		e.AfterFetch = AfterKeep
	}
	if e.Deadline == 0 {
		e.Deadline = DeadlineDefault
	}
	return e
}
