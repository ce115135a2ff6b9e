package lifecycle

// FileOut is the state of a file that we send.
type FileOut string

// The states of a file out. Unknown means that it may or may not be with the correspondent; withdrawn, that its
// release was refused before it left, and it never will.
const (
	FileOutWritten   FileOut = "written"
	FileOutSending   FileOut = "sending"
	FileOutSent      FileOut = "sent"
	FileOutUnknown   FileOut = "unknown"
	FileOutFailed    FileOut = "failed"
	FileOutWithdrawn FileOut = "withdrawn"
)

// FilesOut is the table of moves of a file out. Failed means certainly not there, so it may go again.
var FilesOut = newMachine("file out",
	[]FileOut{FileOutWritten, FileOutSending, FileOutSent, FileOutUnknown, FileOutFailed, FileOutWithdrawn},
	map[FileOut][]FileOut{
		FileOutWritten: {FileOutSending, FileOutWithdrawn},
		FileOutSending: {FileOutSent, FileOutUnknown, FileOutFailed},
		FileOutUnknown: {FileOutSent, FileOutFailed},
		FileOutFailed:  {FileOutSending},
	})

// FileIn is the state of a file that we fetched.
type FileIn string

// The states of a file in.
const (
	FileInFetched     FileIn = "fetched"
	FileInRead        FileIn = "read"
	FileInQuarantined FileIn = "quarantined"
)

// FilesIn is the table of moves of a file in. A quarantined file may be read later, by a better reader.
var FilesIn = newMachine("file in",
	[]FileIn{FileInFetched, FileInRead, FileInQuarantined},
	map[FileIn][]FileIn{
		FileInFetched:     {FileInRead, FileInQuarantined},
		FileInQuarantined: {FileInRead},
	})
