package letter_test

import (
	"crypto"
	"crypto/ed25519"
	"sync"
	"testing"
	"time"

	"recourse/cases"
	"recourse/importexport/letter"
)

// press is opened once: unpacking the faces takes longer than all tests.
var press = sync.OnceValues(letter.Open)

func open(t testing.TB) *letter.Press {
	t.Helper()
	p, err := press()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func office(t testing.TB) letter.Office {
	t.Helper()
	o, err := letter.SampleOffice()
	if err != nil {
		t.Fatal(err)
	}
	o.Demo = false
	return o
}

// at is a time in February 2020 unless the day runs over.
func at(day, hour, minute int) time.Time {
	return time.Date(2020, 2, day, hour, minute, 0, 0, cases.Shanghai())
}

// key is the office's signing key of the tests.
func key() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)) }

func public() ed25519.PublicKey { return key().Public().(ed25519.PublicKey) }

func seal() letter.Seal {
	private := key()
	return letter.Seal{Checkpoint: letter.Checkpoint{Entry: 48211, Root: [32]byte{1, 2, 3}}, Sign: func(content []byte) ([]byte, error) {
		return private.Sign(nil, content, &ed25519.Options{Hash: crypto.Hash(0), Context: letter.SigningContext})
	}}
}

// transit is the worked case of a passenger who changed trains in Wuhan.
func transit(t testing.TB, language string) letter.Case {
	t.Helper()
	dwell := 42
	s := cases.Snapshot{
		Appeal: cases.Appeal{
			AppealNo: "HZJP-2020-001234", FiledAt: cases.At(at(15, 10, 12)), Channel: "ALIPAY", Grounds: []cases.Ground{"G02", "G03"},
			Statement:    "我1月20日从海口回杭州，只是在武汉站换车，没有出站。现在已经过了二十多天，公司不让我进门，请你们核实。",
			Consequences: []string{"lost_shift", "denied_entry"},
			Documents: []cases.Document{
				{DocID: "d1", Type: "ticket", Title: "G1234次 长沙南至武汉 火车票"},
				{DocID: "d2", Type: "ticket", Title: "D2223次 武汉至杭州东 火车票"}},
		},
		Resident: cases.Resident{Name: "王𠮷明", NameLatin: "Wang Jiming", DocType: "01", DocNo: "330199199001010011", Sex: "1",
			Address: "杭州市西湖区示例街道春晓社区12幢3单元501室"},
		Assignment: cases.CodeAssignment{IssuingSystem: "HZ-ALIPAY", Platform: "支付宝", Colour: cases.Red, IssuedAt: cases.At(at(13, 21, 6)),
			ReasonText: "14天内到过重点地区", RuleSetID: "HZ-2020-02", RuleSetVer: "2020-02-11"},
		Questionnaires: []cases.Questionnaire{{SubmissionID: "q1", SubmittedAt: cases.At(at(11, 9, 30)),
			Items: []cases.Answer{{ItemCode: "KEY_AREA_14D", AnswerRaw: "否"}}}},
		CheckIns: []cases.CheckIn{{Date: cases.Day(2020, 2, 12)}, {Date: cases.Day(2020, 2, 13)}, {Date: cases.Day(2020, 2, 14)}},
		Flags: []cases.Flag{
			{FlagID: "f1", SourceType: cases.CarrierTower, Provider: "浙江移动", ObservedFrom: cases.At(at(-11, 13, 10)),
				ObservedTo: cases.At(at(-11, 13, 52)), PlaceText: "武汉", DwellMin: &dwell, IdentityLink: "phone"},
			{FlagID: "f2", SourceType: cases.TravelTicket, Provider: "铁路12306", ObservedFrom: cases.At(at(-11, 12, 58)),
				ObservedTo: cases.At(at(-11, 13, 55)), PlaceText: "武汉站", IdentityLink: "id", LinkedName: "王𠮷明"},
			{FlagID: "f3", SourceType: cases.CheckpointScan, Provider: "杭州东站卡口", ObservedFrom: cases.At(at(-11, 19, 20)),
				PlaceText: "杭州东站", AccuracyRadiusM: 10, IdentityLink: "id", LinkedName: "王𠮷明"},
		},
	}
	d := cases.Decision{No: 1, AppealNo: s.Appeal.AppealNo, IssuedColour: cases.Red, SecondReview: "overturn", Digest: "d",
		DraftedBy: cases.Actor{ID: "reviewer", Name: "李审查", Roles: []cases.Role{cases.Reviewer}}, DraftedAt: at(17, 14, 5),
		Draft: cases.Draft{
			Disposition: cases.Overturn, NewColour: cases.Green, EffectiveAt: cases.At(at(17, 18, 0)),
			HoldUntil:  cases.At(at(31, 18, 0)),
			LegalBasis: []string{"《中华人民共和国突发事件应对法》（2007年）第十一条", "《杭州健康码管理规则》（2020年2月11日公布）第四条"},
			Findings: []cases.Finding{
				{Ground: "G02", Finding: cases.Proved, Evidence: []string{"F1", "F2", "D1", "D2"},
					Text: "1月20日您乘G1234次列车12时58分到达武汉站，13时55分乘D2223次列车离开，没有出站。"},
				{Ground: "G03", Finding: cases.Proved, Evidence: []string{"F2", "F3"},
					Text: "您于1月20日19时20分回到杭州，到2月13日赋码时已经24天，此后没有离开杭州的记录。"}},
			Reasons:        "这一红码只依据一条运营商基站记录：1月20日13时10分至13时52分，您的手机出现在武汉，位置误差最大约2公里。您提交的两张车票说明，您当天在武汉站换乘，停留不到一小时。我们采信车票，因为它与基站时间吻合，票面证件号能够确认是您本人。\n规则规定的期限是离开重点地区后14天。从1月20日到2月13日已有24天，超过了规定的期限。因此，红码没有事实和规则依据，应当撤销。",
			LetterLanguage: language,
		}}
	f := &cases.File{Snapshot: s, Decisions: []cases.Decision{d}, SignOffs: []cases.SignOff{{No: 1, DecisionNo: 1, Digest: "d", Result: cases.Approve,
		Signer: cases.Actor{ID: "supervisor", Roles: []cases.Role{cases.Supervisor}}, SignedAt: at(17, 16, 40)}},
		Weighings: []cases.Weighing{
			{Ref: "F1", Ground: "G02", Verdict: "neutral", Weight: "weak", Reasons: "只能说明手机曾在武汉站周围约2公里范围内，与在站内换乘并不矛盾。"},
			{Ref: "D1", Ground: "G02", Verdict: "for", Weight: "strong", Reasons: "实名车票，时间与基站记录前后衔接。"}},
		Requests: []cases.InfoRequest{{No: 1, To: "浙江移动", Question: "1月20日逐小时基站记录"}},
	}
	f.Row = cases.Row{State: cases.Decided, Colour: cases.Red, Grounds: s.Appeal.Grounds}
	return letter.Case{File: f, Office: office(t), Number: "杭健码复〔2020〕1234号", IssuedAt: at(17, 17, 0),
		Rules: []letter.Rule{{ID: "R40", Text: letter.Text{ZH: "14天内到过湖北省或者其他重点地区的，赋红码，至离开该地区满14天为止。您离开武汉已满24天，不符合本条。",
			EN: "Whoever was in Hubei or another key area within 14 days gets a red code until 14 days after leaving. You had left 24 days before, so the rule does not apply."}}}}
}
