package delivery

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/jlaffaye/ftp"
	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

// loginSFTP makes the connection, checks the host key and logs in.
func (s *session) loginSFTP(ctx context.Context) (wire, error) {
	config, err := s.endpoint.sshConfig()
	if err != nil {
		return nil, err
	}
	socket, err := s.dial(ctx, s.endpoint.Address)
	if err != nil {
		return nil, err
	}
	guarded := s.guard.wrap(socket, true, listingBytesMax)
	s.said.ask("SSH login as " + s.endpoint.User)
	conn, channels, requests, err := ssh.NewClientConn(guarded, s.endpoint.Address, config)
	if err != nil {
		_ = guarded.Close() // the refused login is what counts
		return nil, err
	}
	client := ssh.NewClient(conn, channels, requests)
	files, err := sftp.NewClient(client, sftp.UseConcurrentWrites(true))
	if err != nil {
		_ = client.Close()
		return nil, err
	}
	s.said.answer(0, "logged in at "+string(conn.ServerVersion()))
	return &sftpWire{files, client, s.said}, nil
}

// sftpWire is an SFTP server. It renames as version 3 of the protocol says: never onto a file that is there.
type sftpWire struct {
	files  *sftp.Client
	client *ssh.Client
	said   *transcript
}

// sftpError is an answer of the server that is not OK.
type sftpError struct {
	code uint32
	text string
}

// Error says what the server said.
func (e *sftpError) Error() string { return fmt.Sprintf("status %d %s", e.code, e.text) }

// Codes of answers (draft-ietf-secsh-filexfer-02, 7, and -13, 9.1).
const (
	sftpNoSuchFile = 2
	sftpDenied     = 3
	sftpFailure    = 4
)

// note keeps an exchange in the transcript, and gives errors of the server one form.
func (w *sftpWire) note(act string, err error) error {
	var status *sftp.StatusError
	var path *os.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	switch {
	case err == nil:
		w.said.answer(0, "OK")
		return nil
	case errors.Is(err, os.ErrNotExist):
		err = &sftpError{sftpNoSuchFile, "no such file"}
	case errors.Is(err, os.ErrPermission):
		err = &sftpError{sftpDenied, "permission denied"}
	case errors.As(err, &status) && status.Code != 6 && status.Code != 7: // those are of a lost connection
		err = &sftpError{status.Code, status.Error()}
	}
	var answer *sftpError
	if errors.As(err, &answer) {
		w.said.answer(int(answer.code), answer.text)
		return err
	}
	return fmt.Errorf("%s: %w", act, err)
}

// FileSize asks for the size of a file.
func (w *sftpWire) FileSize(path string) (int64, error) {
	e, err := w.GetEntry(path)
	if err != nil {
		return 0, err
	}
	if e.Type != ftp.EntryTypeFile {
		return 0, &sftpError{sftpFailure, "it is no file"}
	}
	return int64(e.Size), nil
}

// GetEntry looks at one name.
func (w *sftpWire) GetEntry(path string) (*ftp.Entry, error) {
	w.said.ask("STAT " + path)
	info, err := w.files.Stat(path)
	if err := w.note("STAT", err); err != nil {
		return nil, err
	}
	return entryOf(info), nil
}

func entryOf(info os.FileInfo) *ftp.Entry {
	kind := ftp.EntryTypeFile
	if info.IsDir() {
		kind = ftp.EntryTypeFolder
	}
	return &ftp.Entry{Name: info.Name(), Type: kind, Size: uint64(max(0, info.Size())), Time: info.ModTime()}
}

// List lists a folder.
func (w *sftpWire) List(folder string) ([]*ftp.Entry, error) {
	if folder == "" {
		folder = "."
	}
	w.said.ask("READDIR " + folder)
	infos, err := w.files.ReadDir(folder)
	if err := w.note("READDIR", err); err != nil {
		return nil, err
	}
	var entries []*ftp.Entry
	for _, info := range infos {
		entries = append(entries, entryOf(info))
	}
	return entries, nil
}

// NameList lists the names of a folder.
func (w *sftpWire) NameList(folder string) (names []string, err error) {
	entries, err := w.List(folder)
	for _, e := range entries {
		names = append(names, e.Name)
	}
	return names, err
}

// Retr begins to fetch a file.
func (w *sftpWire) Retr(path string) (io.ReadCloser, error) {
	w.said.ask("READ " + path)
	f, err := w.files.Open(path)
	if err != nil {
		return nil, w.note("READ", err)
	}
	return &sftpFile{f, w}, nil
}

// sftpFile notes how a transfer ended.
type sftpFile struct {
	*sftp.File
	w *sftpWire
}

// Close ends the transfer.
func (f *sftpFile) Close() error { return f.w.note("CLOSE", f.File.Close()) }

// Stor uploads a file; what was there is gone.
func (w *sftpWire) Stor(path string, from io.Reader) error {
	w.said.ask("WRITE " + path)
	f, err := w.files.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return w.note("WRITE", err)
	}
	_, err = f.ReadFrom(from)
	return w.note("WRITE", errors.Join(err, f.Close()))
}

// Rename gives a file another name, which must be free.
func (w *sftpWire) Rename(from, to string) error {
	w.said.ask("RENAME " + from + " " + to)
	return w.note("RENAME", w.files.Rename(from, to))
}

// Delete removes a file.
func (w *sftpWire) Delete(path string) error {
	w.said.ask("REMOVE " + path)
	return w.note("REMOVE", w.files.Remove(path))
}

// CurrentDir asks for the folder of the login.
func (w *sftpWire) CurrentDir() (string, error) {
	w.said.ask("REALPATH .")
	path, err := w.files.Getwd()
	return path, w.note("REALPATH", err)
}

// ChangeDir errs where there is no such folder; paths are whole, so nothing is changed.
func (w *sftpWire) ChangeDir(folder string) error {
	e, err := w.GetEntry(folder)
	if err == nil && e.Type != ftp.EntryTypeFolder {
		return &sftpError{sftpNoSuchFile, folder + " is no folder"}
	}
	return err
}

// IsTimePreciseInList is true: entries are structures, not lines.
func (w *sftpWire) IsTimePreciseInList() bool { return true }

// GetTime asks when a file was changed.
func (w *sftpWire) GetTime(path string) (time.Time, error) {
	e, err := w.GetEntry(path)
	if err != nil {
		return time.Time{}, err
	}
	return e.Time, nil
}

// Quit logs out.
func (w *sftpWire) Quit() error {
	return errors.Join(w.files.Close(), ignoreClosed(w.client.Close()))
}

func ignoreClosed(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
