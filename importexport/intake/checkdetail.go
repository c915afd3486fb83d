package intake

import (
	"strconv"
	"strings"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake/link"
)

// Temperatures outside of these are a slip of the pen (domain section 4,
// Questionnaire).
const (
	lowestTemp  = 34.0
	highestTemp = 42.0
)

// maxDocument is the most a paper may weigh (domain section 4, Appeal).
const maxDocument = 20 << 20

func (c *checker) questionnaire(q *cases.Questionnaire) {
	c.need("questionnaire.submission_id", q.SubmissionID)
	c.needTime("questionnaire.submitted_at", q.SubmittedAt)
	if q.FormID == "" {
		q.FormID = "unknown"
	}
}

// answer gives the plain forms of the common questions a normal form. The raw
// answer stays as it is.
func (c *checker) answer(a *cases.Answer) {
	raw := strings.TrimSpace(importexport.Fold(a.AnswerRaw))
	switch code := a.ItemCode; {
	case code == "TEMP":
		text := strings.TrimSpace(strings.TrimRight(raw, "℃°C度"))
		n, err := strconv.ParseFloat(text, 64)
		if raw == "" || a.AnswerNorm == "" && err != nil {
			return
		}
		if err == nil && (n < lowestTemp || n > highestTemp) {
			c.refuse("item.TEMP", kText, raw, "bad_temperature")
			return
		}
		if a.AnswerNorm == "" {
			a.AnswerNorm, a.Unit = text, "°C"
		}
	case a.AnswerNorm != "":
	case code == "IN_CITY" || strings.HasSuffix(code, "_14D") && code != "TRAVEL_14D" || strings.HasPrefix(code, "SYMPTOM_"):
		switch raw {
		case "是", "有", "Y", "yes", "true", "TRUE", "1":
			a.AnswerNorm = "true"
		case "否", "无", "没有", "N", "no", "false", "FALSE", "0":
			a.AnswerNorm = "false"
		}
	case code == "RETURN_DATE":
		if s, _, code := (dates{zone: cases.Shanghai()}).read(importexport.TextCell(raw)); code == "" && raw != "" {
			a.AnswerNorm = s.String()
		}
	}
}

func (c *checker) step(st *cases.TraceStep) {
	c.need("step.rule_id", st.RuleID)
	switch st.Outcome {
	case "TRUE", "FALSE", "UNKNOWN":
	default:
		c.refuse("step.outcome", kText, st.Outcome, "unknown_value").Args = map[string]string{"allowed": "TRUE, FALSE, UNKNOWN"}
	}
}

// flag checks a record of another body. The entry says by what the row was
// joined to the person when the row itself does not, the layout what its
// profile assumes; a line of a whole case has neither.
func (c *checker) flag(f *cases.Flag, e *entry, l *layout) {
	if !f.SourceType.Valid() {
		code := forbiddenEvidence(string(f.SourceType))
		if code == "" {
			code = "unknown_value"
		}
		c.refuse("flag.source_type", kText, string(f.SourceType), code).Args = map[string]string{"allowed": "CARRIER_TOWER, APP_GPS, …"}
		return
	}
	c.needTime("flag.observed_from", f.ObservedFrom)
	if !f.ObservedTo.IsZero() && f.ObservedTo.Latest().Before(f.ObservedFrom.Earliest()) {
		r := c.refuse("flag.observed_to", kText, f.ObservedTo.String(), "ends_before_start")
		r.Args = map[string]string{"start": f.ObservedFrom.String(), "start_column": c.at.header("flag.observed_from")}
	}
	c.position(f, l)
	if f.Confidence != nil && (*f.Confidence < 0 || *f.Confidence > 1) {
		c.refuse("flag.confidence", kNumber, strconv.FormatFloat(*f.Confidence, 'g', -1, 64), "bad_number")
	}
	if f.IdentityLink == "" {
		f.IdentityLink = e.link(f)
	}
	if f.Provider == "" {
		f.Provider = "unknown"
	}
}

// linkOf says by what a row was joined to its person.
func linkOf(f *cases.Flag, key link.Keys) string {
	switch {
	case f.LinkedDocNo != "" || key.DocNo != "":
		return "id"
	case f.Phone != "" || key.Phone != "":
		return "phone"
	}
	return "unknown"
}

// position checks a place on the map: two numbers belong together and mean
// nothing without their datum, of which three are in use, up to 700 m apart.
func (c *checker) position(f *cases.Flag, l *layout) {
	if (f.Lat == nil) != (f.Lon == nil) {
		c.refuse("flag.lat", kNumber, "", "half_position")
		return
	}
	if f.Lat != nil {
		if *f.Lat < -90 || *f.Lat > 90 || *f.Lon < -180 || *f.Lon > 180 {
			c.refuse("flag.lat", kNumber, strconv.FormatFloat(*f.Lat, 'g', -1, 64), "bad_position")
		}
		if f.Datum == "" && l != nil {
			f.Datum = l.profile.DatumOf(l.table)
		}
		if f.Datum == "" {
			c.refuse("flag.datum", kText, "", "no_datum")
		}
	}
	if f.AccuracyRadiusM < 0 {
		c.refuse("flag.accuracy_radius_m", kNumber, strconv.Itoa(f.AccuracyRadiusM), "bad_number")
	}
	if radius, positions := f.SourceType.DefaultRadius(); positions && f.AccuracyRadiusM == 0 {
		f.RadiusAssumed = true
		if f.AccuracyRadiusM = radius; l != nil && l.profile.RadiusOf(l.table) > 0 {
			f.AccuracyRadiusM = l.profile.RadiusOf(l.table)
		}
	}
}

func (c *checker) change(h *cases.StatusChange) {
	c.needTime("change.at", h.At)
	c.need("change.to", string(h.To))
	if h.Cause == "" {
		h.Cause = "UNKNOWN"
	}
}

func (c *checker) checkIn(ci *cases.CheckIn) {
	c.needTime("checkin.date", ci.Date)
	c.need("checkin.status", ci.Status)
	if !ci.Date.IsZero() && !ci.Date.WholeDay() {
		at := ci.Date.Earliest().In(cases.Shanghai())
		if ci.Time == "" {
			ci.Time = at.Format("15:04")
		}
		ci.Date = cases.Day(at.Date())
	}
	if ci.TempC != nil && (*ci.TempC < lowestTemp || *ci.TempC > highestTemp) {
		c.refuse("checkin.temp_c", kNumber, strconv.FormatFloat(*ci.TempC, 'g', -1, 64), "bad_temperature")
	}
}

func (c *checker) document(d *cases.Document) {
	c.need("document.doc_id", d.DocID)
	c.need("document.type", d.Type)
	if d.Bytes < 0 || d.Bytes > maxDocument {
		c.refuse("document.bytes", kNumber, strconv.FormatInt(d.Bytes, 10), "document_too_large").Args = importexport.Count("limit", maxDocument>>20)
	}
	if !d.CoversTo.IsZero() && d.CoversTo.Latest().Before(d.CoversFrom.Earliest()) {
		r := c.refuse("document.covers_to", kText, d.CoversTo.String(), "ends_before_start")
		r.Args = map[string]string{"start": d.CoversFrom.String(), "start_column": c.at.header("document.covers_from")}
	}
}
