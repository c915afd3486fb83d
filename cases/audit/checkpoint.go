package audit

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// Checkpoint is the state of a record at one moment, in the form in which it
// leaves the building: on letters, in exports, beside the seat's settings.
type Checkpoint struct {
	Origin string // the office, as its key is named
	Size   int64
	Root   Hash // tree head
	Last   Hash // hash of the entry numbered Size
	At     time.Time
}

// CheckpointOf is the checkpoint of a chain.
func CheckpointOf(origin string, c *Chain, at time.Time) Checkpoint {
	return Checkpoint{Origin: origin, Size: c.Size(), Root: c.Root(), Last: c.Last(), At: at.UTC().Truncate(time.Second)}
}

// Text is the body of the note (C2SP tlog-checkpoint): origin, size and root,
// one a line, then two extension lines with the last entry's hash and the time.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\nlast %s\ntime %s\n", c.Origin, c.Size, c.Root, c.Last, c.At.UTC().Format(time.RFC3339))
}

// Sign returns the signed note.
func (c Checkpoint) Sign(s note.Signer) ([]byte, error) {
	signed, err := note.Sign(&note.Note{Text: c.Text()}, s)
	if err != nil {
		return nil, fmt.Errorf("sign checkpoint %d: %w", c.Size, err)
	}
	return signed, nil
}

// OpenCheckpoint reads a signed note and checks its signature with a verifier
// key as VerifierKey prints it.
func OpenCheckpoint(signed []byte, verifierKey string) (Checkpoint, error) {
	v, err := note.NewVerifier(verifierKey)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("read checkpoint key: %w", err)
	}
	n, err := note.Open(signed, note.VerifierList(v))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("open checkpoint: %w", err)
	}
	c, err := ParseCheckpoint(n.Text)
	if err == nil && c.Origin != v.Name() {
		return Checkpoint{}, fmt.Errorf("checkpoint of %s signed by %s: %w", c.Origin, v.Name(), ErrMalformed)
	}
	return c, err
}

// SignText signs any other text of the office, such as a certificate, as a
// note. The text must end in a line feed.
func SignText(text string, s note.Signer) ([]byte, error) {
	signed, err := note.Sign(&note.Note{Text: text}, s)
	if err != nil {
		return nil, fmt.Errorf("sign text: %w", err)
	}
	return signed, nil
}

// OpenText checks the signature of what SignText signed and returns the text.
func OpenText(signed []byte, verifierKey string) (string, error) {
	v, err := note.NewVerifier(verifierKey)
	if err != nil {
		return "", fmt.Errorf("read office key: %w", err)
	}
	n, err := note.Open(signed, note.VerifierList(v))
	if err != nil {
		return "", fmt.Errorf("open signed text: %w", err)
	}
	return n.Text, nil
}

// ParseCheckpoint reads what Text writes, and nothing else.
func ParseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 6 || !strings.HasPrefix(lines[3], "last ") || !strings.HasPrefix(lines[4], "time ") {
		return Checkpoint{}, ErrMalformed
	}
	c := Checkpoint{Origin: lines[0]}
	var err error
	if c.Size, err = strconv.ParseInt(lines[1], 10, 64); err != nil || c.Size < 0 {
		return Checkpoint{}, ErrMalformed
	}
	if c.At, err = time.Parse(time.RFC3339, lines[4][5:]); err != nil {
		return Checkpoint{}, ErrMalformed
	}
	if !readHash(&c.Root, lines[2]) || !readHash(&c.Last, lines[3][5:]) || c.Text() != text {
		return Checkpoint{}, ErrMalformed
	}
	return c, nil
}

func readHash(h *Hash, s string) bool {
	b, err := base64.StdEncoding.DecodeString(s)
	return err == nil && copy(h[:], b) == len(h) && len(b) == len(h)
}

// fits compares the checkpoint with the chain at the same size.
func (c Checkpoint) fits(at *Chain) error {
	if c.Size != at.Size() || c.Size > 0 && c.Last != at.Last() || c.Root != at.Root() {
		return &Broken{Seq: c.Size, Why: OtherPast}
	}
	return nil
}

// VerifierKey is the text form of the key that checks an office's checkpoints.
// The origin must be without spaces and plus signs.
func VerifierKey(origin string, public ed25519.PublicKey) (string, error) {
	k, err := note.NewEd25519VerifierKey(origin, public)
	if err != nil {
		return "", fmt.Errorf("name checkpoint key of %q: %w", origin, err)
	}
	return k, nil
}

// PublicKey takes the Ed25519 key out of the text that VerifierKey prints.
func PublicKey(verifierKey string) (ed25519.PublicKey, error) {
	if _, err := note.NewVerifier(verifierKey); err != nil {
		return nil, fmt.Errorf("read office key: %w", err)
	}
	parts := strings.SplitN(verifierKey, "+", 3)
	raw, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(raw) != 1+ed25519.PublicKeySize {
		return nil, fmt.Errorf("read office key: %w", ErrMalformed)
	}
	return ed25519.PublicKey(raw[1:]), nil
}

// NewSigner makes the signer of an office's checkpoints.
func NewSigner(origin string, key ed25519.PrivateKey) (note.Signer, error) {
	public, err := VerifierKey(origin, key.Public().(ed25519.PublicKey))
	if err != nil {
		return nil, err
	}
	v, err := note.NewVerifier(public)
	if err != nil {
		return nil, fmt.Errorf("name checkpoint key of %q: %w", origin, err)
	}
	return signer{v.Name(), v.KeyHash(), key}, nil
}

type signer struct {
	name string
	hash uint32
	key  ed25519.PrivateKey
}

func (s signer) Name() string                    { return s.name }
func (s signer) KeyHash() uint32                 { return s.hash }
func (s signer) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(s.key, msg), nil }

// CheckSignature checks a signature that the office's checkpoint key made
// outside a note, such as over the key of a person it vouches for.
func CheckSignature(verifierKey string, msg, signature []byte) bool {
	v, err := note.NewVerifier(verifierKey)
	return err == nil && v.Verify(msg, signature)
}
