package delivery

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"time"
)

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
	if e.Deadline < 0 {
		refuse("deadline", e.Deadline.String(), "it is above zero; 0 takes the default")
	}
	if e.Sessions < 0 || e.Sessions > SessionsMax {
		errs = append(errs, fmt.Errorf("sessions %d: from 1 to %d", e.Sessions, SessionsMax))
	}
	if e.FetchBytes < 0 || e.FetchBytes > FetchBytesMax {
		errs = append(errs, fmt.Errorf("fetch bytes %d: from 1 to %d; 0 takes the default", e.FetchBytes, int64(FetchBytesMax)))
	}
	return errors.Join(errors.Join(errs...), e.checkProtocol(), checkFinish(e.Finish), checkStable(e.Stable), e.checkAfterFetch())
}

func (e Endpoint) checkProtocol() error {
	switch e.Protocol {
	case "", ProtocolFTP:
	case ProtocolFTPS, ProtocolImplicit:
		_, err := e.TLS.config(e.Address)
		return err
	case ProtocolSFTP:
		_, err := e.sshConfig()
		return err
	default:
		return fmt.Errorf("protocol %q: it is %s, %s, %s or %s", e.Protocol, ProtocolFTP, ProtocolFTPS, ProtocolImplicit, ProtocolSFTP)
	}
	return nil
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

// checkFinish returns what is wrong with a way to finish an upload; empty is fine.
func checkFinish(finish string) error {
	suffix, trigger := strings.CutPrefix(finish, FinishTrigger)
	switch {
	case finish == "" || finish == FinishRename || finish == FinishNone:
		return nil
	case trigger && checkSuffix(suffix) == nil:
		return nil
	}
	return fmt.Errorf("finish %q: it is rename, none or trigger:SUFFIX, such as trigger:.ok", finish)
}

// stableMax bounds the times of a rule of stability.
const stableMax = 24 * time.Hour

// checkStable returns what is wrong with a rule that tells when a file is whole; empty is fine.
func checkStable(rule string) error {
	wrong := fmt.Errorf("stable %q: it is size, size:TIME, age:TIME of at most %v, or trigger:SUFFIX", rule, stableMax)
	if suffix, trigger := strings.CutPrefix(rule, StableTrigger); trigger {
		if checkSuffix(suffix) != nil {
			return wrong
		}
		return nil
	}
	for _, timed := range []string{StablePause, StableAge} {
		if text, found := strings.CutPrefix(rule, timed); found {
			if d, err := time.ParseDuration(text); err != nil || d <= 0 || d > stableMax {
				return wrong
			}
			return nil
		}
	}
	if rule != "" && rule != StableSize {
		return wrong
	}
	return nil
}

// checkSuffix refuses what would not make another plain name of a plain name.
func checkSuffix(suffix string) error {
	if suffix == "" || suffix == temporarySuffix || len(suffix) > 16 {
		return fmt.Errorf("suffix %q: give a short one that is not %s", suffix, temporarySuffix)
	}
	return checkName("x" + suffix)
}
