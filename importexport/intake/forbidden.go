package intake

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"recourse/cases"
	"recourse/importexport"
)

// forbiddenCode begins the codes of rows that no office may take: each kind
// has its own, with the reason in its sentence. Of such a row only the kind,
// the sender and the count are kept; the row itself is not, nor what else is
// wrong with it.
const forbiddenCode = "forbidden_"

// forbiddenEvidence is the code of a kind of data that no office may use, ""
// for any other (domain section 1, rows 33 to 35).
func forbiddenEvidence(kind string) importexport.Code {
	if id := cases.ForbiddenKind(kind); id != "" {
		return importexport.Code(forbiddenCode + id)
	}
	return ""
}

func isForbidden(p *importexport.Problem) bool {
	return strings.HasPrefix(string(p.Code), forbiddenCode)
}

// forbid looks for a forbidden kind among what is wrong with a row. It counts
// the row and returns the one problem that may be told of it.
func (d *Delivery) forbid(problems []*importexport.Problem, provider string) []*importexport.Problem {
	i := slices.IndexFunc(problems, isForbidden)
	if i < 0 {
		return nil
	}
	p := problems[i]
	if p.Level == importexport.Refused || p.Level == importexport.Notice {
		d.report.Forbid(strings.TrimPrefix(string(p.Code), forbiddenCode), importexport.Shorten(strings.TrimSpace(provider)))
	}
	return []*importexport.Problem{p}
}

// withoutForbidden takes the flags of forbidden kinds out of a canonical line,
// so that neither the office nor the file of refused lines keeps them. It
// returns the flags that were taken out, none for a line it cannot read.
func withoutForbidden(line []byte) (clean []byte, taken []cases.Flag) {
	var whole map[string]json.RawMessage
	var flags []json.RawMessage
	if json.Unmarshal(line, &whole) != nil || json.Unmarshal(whole["flags"], &flags) != nil {
		return line, nil
	}
	kept := flags[:0]
	for _, raw := range flags {
		var f struct {
			SourceType cases.Source `json:"source_type"`
			Provider   string       `json:"provider"`
		}
		if json.Unmarshal(raw, &f) == nil && !f.SourceType.Valid() && forbiddenEvidence(string(f.SourceType)) != "" {
			taken = append(taken, cases.Flag{SourceType: f.SourceType, Provider: f.Provider})
			continue
		}
		kept = append(kept, raw)
	}
	if len(taken) == 0 {
		return line, nil
	}
	return spliced(line, whole["flags"], kept), taken
}

// spliced puts the flags that may stay in the place of the list as it came;
// the rest of the line keeps its spelling and order.
func spliced(line, was []byte, kept []json.RawMessage) []byte {
	list := slices.Concat([]byte("["), bytes.Join(raws(kept), []byte(",")), []byte("]"))
	at := bytes.Index(line, was)
	return slices.Concat(line[:at], list, line[at+len(was):])
}

func raws(list []json.RawMessage) [][]byte {
	out := make([][]byte, len(list))
	for i, r := range list {
		out[i] = r
	}
	return out
}
