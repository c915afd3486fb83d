package simulate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"recourse/cases"
)

// paper is a document the resident hands in, as a scenario states it.
type paper struct {
	kind, title, by string
	issued          time.Time
	from, to        time.Time // what it covers
	identifies      bool
	copied          string // original, copy, photo or screenshot
	note            string
}

// doc adds a document to the appeal and returns its reference (D1, D2, ...).
// The digest is made up from the case and the number: the bytes stay with the
// intake system and do not exist here.
func (m *maker) doc(p paper) string {
	n := len(m.s.Appeal.Documents) + 1
	sum := sha256.Sum256(fmt.Appendf(nil, "%d/%d/%d", m.o.opts.Seed, m.i, n))
	d := cases.Document{
		DocID: fmt.Sprintf("DOC%08d-%d", m.no(), n), Type: p.kind, Title: p.title, IssuedBy: p.by,
		IssueDate: cases.Day(p.issued.Date()), CoversFrom: cases.Day(p.from.Date()), CoversTo: cases.Day(p.to.Date()),
		IdentifiesPerson: &p.identifies, Copy: p.copied, SHA256: hex.EncodeToString(sum[:]),
		Bytes: int64(60_000 + m.r.IntN(2_400_000)), Summary: p.note,
	}
	if d.Copy == "" {
		d.Copy = "photo"
	}
	m.s.Appeal.Documents = append(m.s.Appeal.Documents, d)
	return fmt.Sprintf("D%d", n)
}

// rail is the photo of a ticket with the person's own number on it.
func (m *maker) rail(train, from, to string, departs time.Time) string {
	return m.doc(paper{
		kind: "ticket", title: fmt.Sprintf("%s次 %s至%s 火车票", train, from, to), by: m.o.words.work.Providers.Rail,
		issued: departs, from: departs, to: departs, identifies: true,
		note: fmt.Sprintf("%s开，票面证件号码 %s", zhTime(departs), cases.MaskDocNo(m.me.DocNo)),
	})
}

// hospital is a clinic that statements and papers name.
func (m *maker) hospital() string {
	return pick(m.r, []string{"市第三人民医院", "城西康复医院", "区中医院", "文荷路社区卫生服务中心"})
}
