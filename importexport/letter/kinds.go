package letter

import "slices"

// Kind is the kind of a letter.
type Kind string

// The kinds of letters (domain section 3.5).
const (
	KindDecision        Kind = "decision"        // 复核决定书
	KindNotice          Kind = "notice"          // 终止复核告知书: withdrawn, dismissed, lapsed
	KindAcknowledgement Kind = "acknowledgement" // 受理通知书
	KindDeficiency      Kind = "deficiency"      // 补正通知书
	KindRequest         Kind = "request"         // 提供材料通知书, to a body 协助调查函
	KindDelay           Kind = "delay"           // 延期告知书
	KindTransfer        Kind = "transfer"        // 转办告知书
	KindInadmissible    Kind = "inadmissible"    // 不予受理告知书
	KindCorrection      Kind = "correction"      // 更正通知书
	KindCertificate     Kind = "certificate"     // 健康码复核结果证明
	KindGroup           Kind = "group"           // 健康码主动更正告知书
	KindMerge           Kind = "merge"           // 并案办理告知书
	KindRecord          Kind = "record"          // 隔离期满后继续复核告知书
)

// Kinds lists the kinds of letters in the order of the procedure.
func Kinds() []Kind {
	return []Kind{KindAcknowledgement, KindDeficiency, KindRequest, KindDelay, KindMerge, KindRecord, KindDecision,
		KindTransfer, KindInadmissible, KindNotice, KindCorrection, KindCertificate, KindGroup}
}

// Decides reports whether a letter of the kind tells a decision, which can be
// challenged and names a second signatory.
func (k Kind) Decides() bool {
	return slices.Contains([]Kind{KindDecision, KindTransfer, KindInadmissible, KindGroup}, k)
}

// aboutCode reports whether a letter of the kind says what becomes of the
// code, and not only what becomes of the papers.
func (k Kind) aboutCode() bool {
	return !slices.Contains([]Kind{KindDeficiency, KindRequest, KindCorrection, KindCertificate}, k)
}

// plan lists the sections of a kind in the order in which they are read. The
// outcome stands before them; information, contact and signature after them.
func (w *writer) plan() []func() {
	switch w.Kind {
	case KindDecision:
		return []func(){w.appealed, w.told, w.looked, w.facts, w.rules, w.why, w.basis, w.human, w.challenge}
	case KindNotice:
		return []func(){w.appealed, w.because, w.who, w.challenge}
	case KindAcknowledgement:
		return []func(){w.appealed, w.told, w.deciders, w.meanwhile}
	case KindDeficiency:
		return []func(){w.missing, w.how, w.otherwise, w.clock}
	case KindRequest:
		return []func(){w.questions, w.how, w.otherwise, w.clock}
	case KindDelay:
		return []func(){w.appealed, w.because, w.meanwhile, w.complain}
	case KindTransfer, KindInadmissible:
		return []func(){w.appealed, w.told, w.because, w.body, w.who, w.challenge}
	case KindCorrection:
		return []func(){w.changes, w.unchanged, w.who}
	case KindGroup:
		return []func(){w.appealed, w.because, w.basis, w.optOut, w.who, w.challenge}
	case KindMerge:
		return []func(){w.appealed, w.told, w.merged, w.meanwhile}
	case KindRecord:
		return []func(){w.appealed, w.goesOn, w.meanwhile}
	}
	return nil
}

// needs lists the elements of the checklist that a letter of the kind must
// have, by key. Signature and code are made when it is issued.
func (k Kind) needs() []string {
	frame := []string{"authority", "number", "person", "title", "outcome", "data", "help", "enclosures"}
	about := append(frame, "appeal", "duties")
	switch k {
	case KindDecision:
		return append(about, "code", "told", "sources", "asked", "facts", "rules", "reasons", "decisive", "basis", "human", "again", "challenge", "redress")
	case KindNotice:
		return append(about, "code", "reasons", "human", "challenge")
	case KindAcknowledgement:
		return append(about, "code", "told", "due", "deciders", "meanwhile")
	case KindDeficiency:
		return append(about, "due", "papers", "how", "otherwise", "clock")
	case KindRequest:
		return append(about, "due", "papers", "how", "otherwise", "clock")
	case KindDelay:
		return append(about, "code", "reasons", "due", "before", "meanwhile")
	case KindTransfer, KindInadmissible:
		return append(about, "code", "told", "reasons", "body", "human", "challenge")
	case KindCorrection:
		return append(about, "refers", "changes", "unchanged", "human")
	case KindCertificate:
		return []string{"authority", "number", "person", "title", "outcome", "refers"}
	case KindGroup:
		return append(frame, "duties", "code", "reasons", "basis", "optout", "human", "again", "challenge", "redress")
	case KindMerge:
		return append(about, "code", "told", "refers", "due", "meanwhile")
	case KindRecord:
		return append(about, "code", "due", "before", "meanwhile")
	}
	return nil
}
