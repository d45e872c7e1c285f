package functions

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"math/big"

	"github.com/zclconf/go-cty/cty/function"
)

var errKey = errors.New("the key is not an unencrypted RSA private key in PEM form")

func decryptRSA(s []string) (string, error) {
	secret, err := fromBase64(s[0])
	if err != nil {
		return "", err
	}
	key, err := privateKey(s[1])
	if err != nil {
		return "", function.NewArgError(1, err)
	}
	out, err := rsa.DecryptPKCS1v15(nil, key, secret) //nolint:staticcheck // the padding the language defines
	if err != nil {
		return "", function.NewArgErrorf(0, "failed to decrypt: %s", err)
	}
	return validText(out)
}

func privateKey(src string) (*rsa.PrivateKey, error) {
	block, _ := pem.Decode([]byte(src))
	if block == nil {
		return nil, errKey
	}
	if len(block.Bytes) > 64<<10 { // no key is that long, and arithmetic on it is slow
		return nil, errKey
	}
	switch block.Type {
	case "RSA PRIVATE KEY":
		return x509.ParsePKCS1PrivateKey(block.Bytes)
	case "PRIVATE KEY":
		key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		if rsaKey, ok := key.(*rsa.PrivateKey); ok {
			return rsaKey, err
		}
	case "OPENSSH PRIVATE KEY":
		return openSSHKey(block.Bytes)
	}
	return nil, errKey
}

// openSSHKey reads the format that OpenSSH's PROTOCOL.key describes, for one
// RSA key that no passphrase protects.
func openSSHKey(raw []byte) (*rsa.PrivateKey, error) {
	const magic = "openssh-key-v1\x00"
	if len(raw) < len(magic) || string(raw[:len(magic)]) != magic {
		return nil, errKey
	}
	r := &wire{rest: raw[len(magic):]}
	cipher, kdf, _ := r.field(), r.field(), r.field()
	if string(cipher) != "none" || string(kdf) != "none" || r.word() != 1 {
		return nil, errKey
	}
	r.field() // the public key, which the private one repeats
	p := &wire{rest: r.field()}
	if check := p.word(); check != p.word() || string(p.field()) != "ssh-rsa" {
		return nil, errKey
	}
	n, e, d, _ := p.number(), p.number(), p.number(), p.number()
	primes := []*big.Int{p.number(), p.number()}
	if r.short || p.short || !e.IsInt64() {
		return nil, errKey
	}
	key := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: n, E: int(e.Int64())}, D: d, Primes: primes}
	if err := key.Validate(); err != nil {
		return nil, err
	}
	key.Precompute()
	return key, nil
}

// wire reads SSH's binary encoding; short says that it ended too early.
type wire struct {
	rest  []byte
	short bool
}

func (w *wire) word() uint32 {
	if len(w.rest) < 4 {
		w.rest, w.short = nil, true
		return 0
	}
	n := binary.BigEndian.Uint32(w.rest)
	w.rest = w.rest[4:]
	return n
}

func (w *wire) field() []byte {
	n := w.word()
	if uint64(n) > uint64(len(w.rest)) {
		w.rest, w.short = nil, true
		return nil
	}
	f := w.rest[:n]
	w.rest = w.rest[n:]
	return f
}

func (w *wire) number() *big.Int { return new(big.Int).SetBytes(w.field()) }
