package delivery

import (
	"io"
	"time"

	"github.com/jlaffaye/ftp"
)

// wire is one login at one server: what a session needs of a protocol. Each method is one exchange; its errors
// are those of the protocol, for classify and its like to read.
type wire interface {
	FileSize(path string) (int64, error)
	GetEntry(path string) (*ftp.Entry, error)
	NameList(folder string) ([]string, error)
	List(folder string) ([]*ftp.Entry, error)
	Retr(path string) (io.ReadCloser, error) // Close tells whether all of it came
	Stor(path string, from io.Reader) error
	Rename(from, to string) error
	Delete(path string) error
	CurrentDir() (string, error)
	ChangeDir(folder string) error
	IsTimePreciseInList() bool // List speaks of exact sizes and times, in lines that we can read ourselves
	GetTime(path string) (time.Time, error)
	Quit() error
}

// ftpWire is an FTP server.
type ftpWire struct{ *ftp.ServerConn }

// Retr begins to fetch a file.
func (w ftpWire) Retr(path string) (io.ReadCloser, error) {
	response, err := w.ServerConn.Retr(path)
	if err != nil {
		return nil, err
	}
	return response, nil
}
