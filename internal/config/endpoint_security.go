package config

import (
	"encoding/base64"
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// EndpointSecurity is how a server proves who it is, and how we do beside the password.
type EndpointSecurity struct {
	Allowed    []netip.Prefix // addresses to which its name may lead; none: all
	ServerName string         // of the certificate; "": the host of the address
	HostKeys   []string       // of SFTP
	Files      func() (SecurityFiles, error)

	hasPrivateKey bool
}

// SecurityFiles is what lies in files of its own: PEM, nil where there is none.
type SecurityFiles struct{ Authorities, Certificate, Key, PrivateKey []byte }

// pemBytesMax bounds such a file.
const pemBytesMax = 1 << 20

func endpointSecurity(s *section, protocol string) EndpointSecurity {
	e := EndpointSecurity{ServerName: s.optional("server_name").text}
	for _, v := range s.texts("allowed_addresses", false) {
		v.check(func(text string) error {
			prefix, err := parsePrefix(text)
			e.Allowed = append(e.Allowed, prefix)
			return err
		})
	}
	for _, v := range s.texts("host_keys", false) {
		if v.check(checkHostKey).good {
			e.HostKeys = append(e.HostKeys, v.text)
		}
	}
	ca, certificate, key := s.optional("ca_file"), s.optional("certificate_file"), s.optional("certificate_key_file")
	private := s.optional("private_key_file")
	e.hasPrivateKey = private.said
	tls, sftp := protocol == "ftps" || protocol == "implicit", protocol == "sftp"
	for _, v := range []value{ca, certificate, key} {
		if v.said && !tls {
			v.bad("belongs to protocol ftps or implicit: remove it, or change the protocol")
		}
	}
	if private.said && !sftp {
		private.bad("belongs to protocol sftp: remove it, or change the protocol")
	}
	if certificate.said != key.said {
		s.bad("certificate_file and certificate_key_file belong together: give both, or neither")
	}
	switch {
	case sftp && len(e.HostKeys) == 0:
		s.bad("host_keys is missing: without one, anybody could be the server; ssh-keyscan HOST shows them, ask the bank whether they are right")
	case !sftp && len(e.HostKeys) > 0:
		s.bad("host_keys belongs to protocol sftp: remove it, or change the protocol")
	}
	e.Files = s.r.securityFiles(ca, certificate, key, private)
	return e
}

func parsePrefix(text string) (netip.Prefix, error) {
	if address, err := netip.ParseAddr(text); err == nil {
		return netip.PrefixFrom(address, address.BitLen()), nil
	}
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		return netip.Prefix{}, fmt.Errorf("%q is no address: write 192.0.2.17 or 192.0.2.0/24", text)
	}
	return prefix.Masked(), nil
}

// checkHostKey takes a fingerprint, or a line of known_hosts or of a .pub file.
func checkHostKey(text string) error {
	if hash, found := strings.CutPrefix(text, "SHA256:"); found {
		if raw, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(hash, "=")); err != nil || len(raw) != 32 {
			return fmt.Errorf("%q is no fingerprint: after SHA256: it has 43 characters", text)
		}
		return nil
	}
	fields := strings.Fields(text)
	kind := slices.IndexFunc(fields, func(f string) bool {
		return strings.HasPrefix(f, "ssh-") || strings.HasPrefix(f, "ecdsa-") || strings.HasPrefix(f, "sk-")
	})
	if kind < 0 || kind > 1 || len(fields) < kind+2 {
		return fmt.Errorf("%.40q is no host key: write SHA256:..., or a line of known_hosts", text)
	}
	if _, err := base64.StdEncoding.DecodeString(fields[kind+1]); err != nil {
		return fmt.Errorf("%.40q is no host key: what follows its type is not base64", text)
	}
	return nil
}

// securityFiles reads them; those that hold a private key must be for their owner alone.
func (r *reader) securityFiles(ca, certificate, key, private value) func() (SecurityFiles, error) {
	return func() (f SecurityFiles, err error) {
		for _, one := range []struct {
			v      value
			secret bool
			into   *[]byte
		}{{ca, false, &f.Authorities}, {certificate, false, &f.Certificate}, {key, true, &f.Key}, {private, true, &f.PrivateKey}} {
			if !one.v.said {
				continue
			}
			if one.secret {
				var text string
				text, err = readSecret(r.path(one.v.text))
				*one.into = []byte(text + "\n")
			} else {
				*one.into, err = readLimited(r.path(one.v.text), pemBytesMax)
			}
			if err != nil {
				return SecurityFiles{}, fmt.Errorf("%s: %w", one.v.key, err)
			}
		}
		return f, nil
	}
}
