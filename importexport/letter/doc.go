// Package letter writes the letters of the office: the review decision with
// the 23 elements of a complete answer (domain section 3.5), and every letter
// of the procedure around it, from the acknowledgement to the certificate for
// an employer. Kinds lists them; Due says which one a case owes next.
//
// A letter goes through three forms:
//
//   - Content holds what is said, element by element. Decision and the other
//     builders, one for each kind, make it from a case file; its facts and
//     reasons are the officer's findings, words and evidence, never a
//     template's.
//   - A layout holds the pages. The same layout is painted on the screen for
//     the signatory and written as PDF, so what was read is what is sent.
//   - A PDF carries the text, the faces it needs and a signed code. A web page
//     of the same words (package twin) carries the same code for those who read
//     with a screen reader.
//
// Check lists what keeps a letter from being issued: a missing element of its
// kind's checklist, an unfilled placeholder, an unanswered ground, decisive
// evidence that is passed over, a computed date that is not named or has
// passed, a character that no face shows, words and data that a letter must
// not contain. Issue refuses such letters.
//
// # What the code proves
//
// The code printed under the QR code is
//
//	R1:<number>:<digest>:<entry>.<root>:<signature>
//
// with the document number (base32 after a "$" when it is not plain), the
// SHA-256 digest of the letter's text in base32, the position and the head of
// the office's record when the letter was signed, and an Ed25519 signature
// over all that stands before it (context "recourse/letter/1"). The text that
// goes into the digest is every word of the letter in reading order without
// white space; left out are only the code itself, page numbers and table heads
// that are repeated on a later page.
//
// VerifyCode proves that the office issued a letter of that number with that
// digest. Verify, given the file, also reads its text back, computes the
// digest anew and compares; it accepts only files that contain nothing but
// what this program writes (no notes, forms, pictures, covering shapes, white
// or tiny text), and checks that the embedded outlines are the true ones for
// their characters. A paper copy can be checked by its code alone: then the
// office compares the text.
package letter
