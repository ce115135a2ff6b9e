package delivery

import (
	"net/netip"
	"time"
)

// Protocols.
const (
	ProtocolFTP      = "ftp"      // plain FTP, passive mode
	ProtocolFTPS     = "ftps"     // FTP that turns to TLS by AUTH TLS (RFC 4217)
	ProtocolImplicit = "implicit" // FTP over TLS from the first byte, usually port 990
	ProtocolSFTP     = "sftp"     // files over SSH
)

// Ways to verify an upload.
const (
	VerifySize     = "size"     // the server must name our size
	VerifyReadBack = "readback" // what the server gives back must have our SHA-256
	VerifyNone     = "none"     // the server's replies must do: for those that can do neither
)

// Ways to tell the correspondent that a file is whole. FinishTrigger is followed by a suffix.
const (
	FinishRename  = "rename"   // upload under name + ".part", then rename
	FinishNone    = "none"     // upload under the final name: where renames are forbidden
	FinishTrigger = "trigger:" // upload under the final name, then put an own file, name + suffix, beside it
)

// Ways to tell that a file that waits for us is whole. Beyond them its size must be the same before and after
// each fetch. Those with a colon are followed by a time or a suffix.
const (
	StableSize    = "size"     // that is enough
	StablePause   = "size:"    // its size must also stay the same for so long
	StableAge     = "age:"     // it must have been left alone for so long, as the server tells the time
	StableTrigger = "trigger:" // it is whole when a file of its name and this suffix lies beside it
)

// What becomes of a remote file after we have committed it. AfterMove is followed by a folder.
const (
	AfterKeep   = "keep"
	AfterDelete = "delete"
	AfterMove   = "move:"
)

// DeadlineDefault bounds each read, write and dial of an endpoint that names no deadline.
const DeadlineDefault = 30 * time.Second

// SessionsMax is how many sessions an endpoint may be given at once.
const SessionsMax = 16

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
	Password    string         // from the environment or a file; never written anywhere
	Protocol    string         // ProtocolFTP and so on; empty: ProtocolFTP
	TLS         TLS            // of FTPS
	SSH         SSH            // of SFTP
	Allowed     []netip.Prefix // addresses to which the name may lead; none: all
	OutFolder   string         // where we put files; empty: the folder of the login
	InFolder    string         // where files wait for us; empty: the folder of the login
	Verify      string         // VerifySize, VerifyReadBack or VerifyNone; empty: size
	Finish      string         // FinishRename, FinishNone or FinishTrigger + suffix; empty: rename
	TakesAtOnce bool           // files do not stay in OutFolder; see above
	Stable      string         // StableSize and so on; empty: size
	AfterFetch  string         // AfterKeep, AfterDelete or AfterMove + folder; empty: keep
	Deadline    time.Duration  // for each read and each write, not for a whole file; 0: DeadlineDefault
	Sessions    int            // how many logins may work at once; 0: 1
	Tries       int            // of one upload or fetch in one run; 0: 1
	Pause       time.Duration  // before the second try; each later one is twice as long
	FetchBytes  int64          // the largest file that is fetched, 1 to FetchBytesMax; 0: FetchBytesDefault
	Zone        *time.Location // of the times in listings, where the server has only LIST; nil: UTC

	DisableEPSV   bool // for servers and firewalls that hang on it
	DisableMLSD   bool // for servers that offer it and do it wrong
	DisableSIZE   bool // for servers that answer it wrongly, such as 0 for ever
	DisableUTF8   bool // for servers that offer it and refuse OPTS UTF8 ON
	NoCloseNotify bool // for servers that end a TLS data connection without saying so: the size must tell
}

// DefaultEndpoint returns the usual choices: a temporary name, verified by size, files kept after the fetch.
func DefaultEndpoint() Endpoint { return Endpoint{}.settled() }

// settled fills in the defaults.
func (e Endpoint) settled() Endpoint {
	for _, choice := range []struct {
		field *string
		usual string
	}{{&e.Protocol, ProtocolFTP}, {&e.Verify, VerifySize}, {&e.Finish, FinishRename}, {&e.Stable, StableSize},
		{&e.AfterFetch, AfterKeep}} {
		if *choice.field == "" {
			*choice.field = choice.usual
		}
	}
	if e.Deadline == 0 {
		e.Deadline = DeadlineDefault
	}
	if e.Sessions == 0 {
		e.Sessions = 1
	}
	if e.Zone == nil {
		e.Zone = time.UTC
	}
	return e
}

// renames tells whether an upload gets its final name by a rename.
func (e Endpoint) renames() bool { return e.Finish == FinishRename }

// encrypted tells whether FTP goes over TLS.
func (e Endpoint) encrypted() bool {
	return e.Protocol == ProtocolFTPS || e.Protocol == ProtocolImplicit
}
