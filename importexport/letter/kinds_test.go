package letter_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"recourse/cases"
	"recourse/importexport/letter"
)

// reviewer, supervisor and clerk act in the letters of the tests.
func actor(id string, r cases.Role) cases.Actor {
	return cases.Actor{ID: cases.UserID(id), Name: id, Roles: []cases.Role{r}}
}

// pending is the case of the passenger before anything was decided.
func pending(t testing.TB, language string) letter.Case {
	t.Helper()
	in := transit(t, language)
	f := in.File
	f.Decisions, f.SignOffs, f.Weighings, f.Requests = nil, nil, nil, nil
	f.State, f.DueAt = cases.Registered, at(19, 18, 0)
	f.Snapshot.Resident.Language = language
	f.Snapshot.Assignment.ValidUntil = cases.At(at(27, 24, 0))
	in.Number, in.IssuedAt = "杭健码复〔2020〕1234号", at(16, 9, 30)
	return in
}

// samples builds one complete letter of every kind.
func samples(t testing.TB, language string) map[string]letter.Content {
	t.Helper()
	p := open(t)
	out := map[string]letter.Content{"decision": p.Decision(transit(t, language)), "acknowledgement": p.Acknowledgement(pending(t, language))}

	in := pending(t, language)
	in.File.State = cases.Deficient
	in.File.Deficiencies = []cases.Deficiency{{No: 1, Missing: []string{"identity", "proof", "other"}, DueAt: at(18, 9, 30), At: at(16, 9, 30),
		Text: "武汉站换乘当天的两张车票，或者12306订单的截图。"}}
	out["deficiency"] = p.Deficiency(in)

	in = pending(t, language)
	in.File.Requests = []cases.InfoRequest{{No: 1, ToResident: true, To: "resident", DueAt: at(18, 18, 0), At: at(16, 9, 30),
		Question: "1月20日您在武汉站是否出站？如果没有，请提供换乘的车票，或者12306的订单截图。"}}
	out["request"] = p.Request(in, in.File.Requests[0])
	out["request-body"] = p.Request(in, cases.InfoRequest{To: "中国移动通信集团浙江有限公司杭州分公司", DueAt: at(18, 18, 0), At: at(16, 9, 30),
		Question: "申诉人1月20日12时至14时的基站记录：每条记录的时间、基站编号和覆盖半径。"})
	out["delay"] = p.Delay(pending(t, language), letter.Delay{Until: at(21, 18, 0),
		Reason: "我们已于2月16日向铁路部门调取1月20日的进出站记录，对方答复需要四天。没有这份记录，就无法认定您是否出站，所以我们不能先作决定。"})

	in = pending(t, language)
	other := pending(t, language)
	other.File.Snapshot.Appeal.AppealNo = "HZJP-2020-001102"
	in.File.State = cases.Duplicate
	in.File.Merges = []cases.Merge{{No: 1, Joined: in.File.Snapshot.Appeal.AppealNo, Into: "HZJP-2020-001102", FiledAt: at(14, 20, 3), At: at(16, 9, 0), By: actor("clerk", cases.Intake)}}
	in.Other = other.File
	out["merge"] = p.Joined(in)

	in = pending(t, language)
	in.IssuedAt, in.File.DueAt = at(28, 9, 0), at(29, 18, 0)
	in.File.Expiries = []cases.Expiry{{No: 1, EndedAt: at(27, 24, 0), Wish: "unknown", At: at(28, 8, 0)}}
	out["record"] = p.Record(in)

	for name, d := range map[string]cases.Disposition{"transfer": cases.TransferTo, "inadmissible": cases.NotAdmit} {
		in = transit(t, language)
		dec := &in.File.Decisions[0]
		dec.Disposition, dec.NewColour, dec.EffectiveAt, dec.HoldUntil = d, "", cases.Stamp{}, cases.Stamp{}
		dec.TransferTo = "深圳市疫情防控指挥部办公室"
		dec.Reasons = "您申诉的是深圳健康码，由深圳市赋码和管理。我们没有权限查看它的规则和数据，也不能改变它的颜色。您在杭州的健康码是绿码，不受影响。"
		if d == cases.TransferTo {
			dec.ReturnBy = cases.At(at(20, 18, 0))
			dec.CorrectInstruction = "请核对申诉人1月20日在武汉站换乘的两张车票，并说明赋码所依据的规则。"
		}
		for i := range dec.Findings {
			dec.Findings[i].Finding = cases.NotDecisive
			dec.Findings[i].Text = "这一理由应由有权机关审查。"
		}
		out[name] = p.Decision(in)
	}
	in = pending(t, language)
	in.File.State, in.IssuedAt = cases.Inadmissible, at(17, 17, 0)
	in.File.Admissions = []cases.Admission{{No: 1, Reason: "这次赋码于2019年12月1日结束。申诉最迟应当在2020年1月30日提出，您于2月15日提出，也没有说明晚提的原因。", By: actor("r", cases.Reviewer), At: at(17, 9, 0), Digest: "a"}}
	in.File.Confirmations = []cases.Confirmation{{No: 1, Of: cases.PaperAdmission, OfNo: 1, Digest: "a", Approved: true, Signer: actor("s", cases.Supervisor), SignedAt: at(17, 16, 0)}}
	out["late"] = p.Inadmissible(in)

	in = pending(t, language)
	in.IssuedAt = at(17, 11, 30)
	in.File.Ending = &cases.Ending{State: cases.Withdrawn, Date: cases.Day(2020, 2, 17), At: at(17, 11, 0), By: actor("r", cases.Reviewer),
		Reason: "您于2020年2月17日10时20分来电撤回申诉。我们核对了您的姓名和证件号码后四位，并回拨您申诉时登记的号码确认。"}
	out["notice"] = p.Notice(in)

	in = transit(t, language)
	in.Number, in.IssuedAt = "杭健码复〔2020〕1234号-2", at(19, 10, 0)
	in.File.Letters = []cases.Letter{{No: 1, Kind: "decision", DocNo: "杭健码复〔2020〕1234号", Language: language, DecisionNo: 1, IssuedAt: at(17, 17, 0)}}
	certificate := in
	in.File.Corrections = []cases.Correction{{No: 1, LetterNo: 1, DecisionNo: 1, Field: "date", Was: "13时55分乘D2223次列车离开", Now: "13时50分乘D2223次列车离开", Digest: "c",
		Reason: "车票上的开车时间是13时50分，誊写时写错。", By: actor("r", cases.Reviewer), At: at(18, 9, 0)}}
	in.File.Confirmations = []cases.Confirmation{{No: 1, Of: cases.PaperCorrection, OfNo: 1, Digest: "c", Approved: true, Signer: actor("s", cases.Supervisor), SignedAt: at(18, 16, 0)}}
	out["correction"] = p.Correction(in)
	out["certificate"] = p.Certificate(certificate)

	s := in.File.Snapshot
	relief := letter.Relief{Office: in.Office, Number: "杭健码复〔2020〕群1号-17", IssuedAt: at(18, 9, 0), Resident: s.Resident, Code: s.Assignment,
		OrderedAt: at(17, 16, 0), Reason: "2月13日浙江移动第20200213-07批名单把途经武汉站的列车乘客都列为“到过重点地区”。我们抽查了其中40人的车票，38人没有出站。这一批名单不能证明停留，因此依据它赋予的红码都予以撤销。",
		Basis:     []string{"《突发事件应对法》第十一条"},
		NewColour: cases.Green, EffectiveAt: cases.At(at(18, 12, 0)), HoldUntil: cases.At(at(31, 18, 0)), OptOutUntil: at(25, 18, 0),
		OrderedBy: actor("s", cases.Supervisor), SignedBy: actor("s2", cases.Supervisor), Languages: letter.Languages(language)}
	out["group"] = p.Group(relief)
	appeal := s.Appeal
	relief.Appeal = &appeal
	out["group-appealed"] = p.Group(relief)
	return out
}

func TestKinds(t *testing.T) {
	t.Parallel()
	p := open(t)
	for _, language := range []string{"zh", "en", "both"} {
		for name, c := range samples(t, language) {
			if language == "both" {
				c.Large = true
			}
			t.Run(name+" in "+language+" is complete and can be checked", func(t *testing.T) {
				t.Parallel()
				got, err := p.Issue(c, seal())
				if err != nil {
					t.Fatal(err)
				}
				if _, err := p.Verify(got.PDF, public()); err != nil {
					t.Error(err)
				}
				if v, err := p.VerifyPage(got.Page, public()); err != nil || hex.EncodeToString(v.Digest[:]) != got.Digest {
					t.Errorf("page: %v", err)
				}
				packed, err := got.Copy()
				if err != nil {
					t.Fatal(err)
				}
				if again, err := p.Reprint(packed, got.Code, public()); err != nil || !bytes.Equal(again.PDF, got.PDF) || !bytes.Equal(again.Page, got.Page) {
					t.Errorf("printed again it has other bytes: %v", err)
				}
				keep(t, name+"-"+language, got)
			})
		}
	}
}

// keep leaves letters in the folder RECOURSE_LETTERS to be looked at.
func keep(t *testing.T, name string, l letter.Issued) {
	t.Helper()
	dir := os.Getenv("RECOURSE_LETTERS")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".html"), l.Page, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s.pdf", name)), l.PDF, 0o600); err != nil {
		t.Fatal(err)
	}
}
