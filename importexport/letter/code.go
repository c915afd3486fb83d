package letter

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"

	"rsc.io/qr/coding"

	"recourse/cases"
	"recourse/importexport/letter/typeset"
)

// SigningContext separates signatures under letters from all others made with
// the same key (Ed25519ctx, RFC 8032).
const SigningContext = "recourse/letter/1"

// Signer signs the content of a verification code with the office's key in
// SigningContext.
type Signer func(content []byte) ([]byte, error)

// Checkpoint is where the office's record stood when a letter was signed.
type Checkpoint struct {
	Entry int64             // number of the last entry
	Root  [sha256.Size]byte // head of the record
}

// Stamp is what a verification code says.
type Stamp struct {
	Number string            // document number
	Digest [sha256.Size]byte // of the letter's text
	Entry  int64
	Root   [rootBytes]byte // first bytes of the record's head
}

const (
	rootBytes   = 10
	codePrefix  = "R1"
	maxCode     = 400
	maxNumber   = 64
	plainNumber = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./"
)

var b32 = base32.StdEncoding.WithPadding(base32.NoPadding)

// signed is the part of a code that the signature covers.
func (s Stamp) signed() string {
	return strings.Join([]string{codePrefix, packNumber(s.Number), b32.EncodeToString(s.Digest[:]),
		strconv.FormatInt(s.Entry, 10) + "." + b32.EncodeToString(s.Root[:])}, ":")
}

// packNumber keeps a plain number readable and writes any other in base32, so
// that the whole code fits the alphanumeric mode of QR codes.
func packNumber(number string) string {
	if number != "" && strings.Trim(number, plainNumber) == "" {
		return number
	}
	return "$" + b32.EncodeToString([]byte(number))
}

// sign makes the verification code.
func (s Stamp) sign(sign Signer) (string, error) {
	content := s.signed()
	signature, err := sign([]byte(content))
	if err != nil {
		return "", err
	}
	return content + ":" + b32.EncodeToString(signature), nil
}

// ParseCode reads a verification code without checking its signature. White
// space is ignored, as codes are copied from paper.
func ParseCode(code string) (Stamp, []byte, error) {
	code = typeset.Squeeze(code)
	parts := strings.Split(code, ":")
	bad := cases.Refuse("letter_code", "code", shorten(code))
	if len(code) > maxCode || len(parts) != 5 || parts[0] != codePrefix {
		return Stamp{}, nil, bad
	}
	number, okNumber := unpackNumber(parts[1])
	digest, err1 := b32.DecodeString(parts[2])
	entry, root, okRoot := unpackCheckpoint(parts[3])
	signature, err2 := b32.DecodeString(parts[4])
	if !okNumber || !okRoot || err1 != nil || err2 != nil || len(digest) != sha256.Size || len(signature) != ed25519.SignatureSize {
		return Stamp{}, nil, bad
	}
	s := Stamp{Number: number, Digest: [sha256.Size]byte(digest), Entry: entry, Root: root}
	if s.signed()+":"+b32.EncodeToString(signature) != code {
		return Stamp{}, nil, bad // a second spelling of the same values
	}
	return s, signature, nil
}

func unpackNumber(s string) (string, bool) {
	packed, isPacked := strings.CutPrefix(s, "$")
	if !isPacked {
		return s, s != "" && len(s) <= maxNumber && strings.Trim(s, plainNumber) == ""
	}
	raw, err := b32.DecodeString(packed)
	return string(raw), err == nil && len(raw) > 0 && len(raw) <= maxNumber
}

func unpackCheckpoint(s string) (entry int64, root [rootBytes]byte, ok bool) {
	number, head, found := strings.Cut(s, ".")
	entry, err := strconv.ParseInt(number, 10, 64)
	raw, err2 := b32.DecodeString(head)
	if !found || err != nil || err2 != nil || entry < 0 || len(raw) != rootBytes {
		return 0, root, false
	}
	return entry, [rootBytes]byte(raw), true
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}

// matrix draws a code as QR code with 38 % redundancy.
func (p *Press) matrix(code string) (*typeset.Matrix, error) {
	text := coding.Alpha(code)
	version := coding.Version(coding.MinVersion)
	for text.Bits(version) > version.DataBytes(coding.M)*8 {
		if version++; version > coding.MaxVersion {
			return nil, cases.Refuse("letter_code", "code", shorten(code))
		}
	}
	plan, err := p.plan(version)
	if err != nil {
		return nil, err
	}
	c, err := plan.Encode(text)
	if err != nil {
		return nil, err
	}
	return &typeset.Matrix{Size: c.Size, Dark: c.Black}, nil
}

// plan is where the bits of a QR code of some size go. It is made once: nearly
// all letters have codes of the same length.
func (p *Press) plan(v coding.Version) (*coding.Plan, error) {
	if made, ok := p.plans.Load(v); ok {
		return made.(*coding.Plan), nil
	}
	made, err := coding.NewPlan(v, coding.M, 0)
	if err == nil {
		p.plans.Store(v, made)
	}
	return made, err
}
