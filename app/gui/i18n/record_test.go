package i18n_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/i18n"
	"recourse/cases"
)

// acts are entries as the store and the commands write them, with how they are
// told in both languages.
func acts() []struct {
	act    i18n.Act
	en, zh string
} {
	name := func(id cases.UserID) string {
		return map[cases.UserID]string{"r1": "张晓峰", "r2": "沈雨晴", "s1": "楼文华"}[id]
	}
	entry := func(who, action string, pairs ...string) i18n.Act {
		a := i18n.Act{Who: who, Action: action, Detail: map[string]string{}, Name: name}
		for i := 0; i < len(pairs); i += 2 {
			a.Detail[pairs[i]] = pairs[i+1]
		}
		return a
	}
	return []struct {
		act    i18n.Act
		en, zh string
	}{
		{entry("赵敏", "receive", "delivery", "7", "file", "申诉.ndjson", "sha256", "ab", "root", "L7=", "rows", "32",
			"stored", "1204", "amended", "0", "unchanged", "0", "refused", "3", "registered", "0"),
			"赵敏 took in delivery 7 (申诉.ndjson): 1,204 stored, 0 amended, 0 unchanged, 3 refused",
			"赵敏导入第7批次（申诉.ndjson）：入库1,204件，更新0件，未变0件，拒收3件"},
		{entry("赵敏", "receive", "delivery", "8", "file", "a.csv", "stored", "1", "amended", "0", "unchanged", "0", "refused", "0", "registered", "1"),
			"赵敏 took in delivery 8 (a.csv): 1 stored, 0 amended, 0 unchanged, 0 refused; 1 more person kept on the register",
			"赵敏导入第8批次（a.csv）：入库1件，更新0件，未变0件，拒收0件；另登记赋码人员1人"},
		{entry("楼文华", "assign", "to", "r1", "previous", "r2"),
			"楼文华 gave the case to 张晓峰; until then with 沈雨晴", "楼文华将案件分派给张晓峰；此前由沈雨晴办理"},
		{entry("张晓峰", "release", "previous", "r1"), "张晓峰 gave the case back to the queue", "张晓峰将案件退回队列"},
		{entry("张晓峰", "submit", "disposition", "overturn", "second", "relief"),
			"张晓峰 signed the decision: Overturn: green from the start; asks for a second signature: changes the code",
			"张晓峰签署决定：撤销（自始为绿码）；须第二人审签：变更赋码"},
		{entry("楼文华", "return", "code", "evidence_missing"),
			"楼文华 sent the decision back: Evidence is missing or not cited", "楼文华审签退回：缺少证据或未引用证据"},
		{entry("张晓峰", "request", "to_resident", "yes"), "张晓峰 asked the resident for information", "张晓峰请当事人补充材料"},
		{entry("张晓峰", "answer", "received", "no"), "张晓峰 recorded that no answer came", "张晓峰登记未收到答复"},
		{entry("赵敏", "acknowledge", "accepted", "no", "clock", "injected"),
			"赵敏 recorded that the issuing system refused the instruction; the time was given with --now",
			"赵敏登记赋码系统回执：拒绝执行；时间由 --now 指定"},
		{entry("赵敏", "export_list", "what", "decisions", "file", "a.csv", "rows", "8", "purpose", "epidemic_control", "sha256", "ae"),
			"赵敏 exported instructions to a.csv: 8 rows, for epidemic control", "赵敏导出变更指令到a.csv：8行，用途：疫情防控"},
		{entry("陈志远", "set_roles", "user", "r1", "roles", "intake,reviewer"),
			"陈志远 set the roles of 张晓峰: Intake clerk, Reviewer", "陈志远将张晓峰的角色改为：收件员、复核员"},
		{entry("楼文华", "group_sign", "order", "2", "digest", "4ace", "left", "0", "members", "9", "undo_until", "2020-02-17T11:18:27+08:00"),
			"楼文华 signed group order 2 as second person; 9 cases; can be taken back until 17 February 2020, 11:18", "楼文华审签第2号批量纠正令；9件；可撤回至2020年2月17日 11:18"},
		{entry("周国平", "group_order", "order", "1", "value", "YD", "members", "9", "left", "1", "unappealed", "52", "by", "batch"),
			"周国平 issued group order 1 (YD): 9 open cases, 52 people who never appealed; what they share: Batch; 1 stays open", "周国平下达第1号批量纠正令（YD）：未决案件9件，未申诉人员52人；按批次；保留待办1件"},
		{entry("陈志远", "new_act", "shelf", "3"), "陈志远: new_act; shelf 3", "陈志远：new_act；shelf 3"},
	}
}

func TestAnEntryOfTheRecordIsASentence(t *testing.T) {
	t.Parallel()
	en, zh := words(t, i18n.EN), words(t, i18n.ZH)
	for _, c := range acts() {
		if d := cmp.Diff([]string{c.en, c.zh}, []string{en.Told(c.act), zh.Told(c.act)}); d != "" {
			t.Errorf("%s:\n%s", c.act.Action, d)
		}
	}
}

func TestASentenceWithoutThePersonBeginsLikeOne(t *testing.T) {
	t.Parallel()
	en, zh := words(t, i18n.EN), words(t, i18n.ZH)
	for _, c := range acts() {
		for _, got := range []string{en.Did(c.act), zh.Did(c.act)} {
			first := []rune(got)[0]
			if strings.Contains(got, c.act.Who) || unicode.IsLower(first) || unicode.IsPunct(first) || unicode.IsSpace(first) {
				t.Errorf("%s without its person reads %q", c.act.Action, got)
			}
		}
	}
}

// Every move and every act of the store has a sentence, and each begins with
// the person, so that it can be told without them.
func TestEveryActHasASentence(t *testing.T) {
	t.Parallel()
	actions := []string{
		"create_office", "recover_office", "set_setting", "add_user", "disable_user", "enable_user", "set_roles", "describe_user",
		"change_passphrase", "reset_passphrase", "export_list", "keep_profile",
	}
	for _, r := range cases.Moves() {
		actions = append(actions, string(r.Move))
	}
	for _, l := range i18n.Langs() {
		w := words(t, l)
		for _, a := range actions {
			if told := w.Told(i18n.Act{Who: "WHO", Action: a}); !w.Has("record.do."+a) || !strings.HasPrefix(told, "WHO") || strings.Contains(told, "{") {
				t.Errorf("%s: %s is told as %q", l, a, told)
			}
		}
	}
}

func TestCodesAreWordedInOneLanguageOrBoth(t *testing.T) {
	t.Parallel()
	w := words(t, i18n.EN)
	for got, want := range map[string]string{
		w.Codes("ground", "G01,G02"):    "Never in the area, Only passed through",
		w.Codes("state", "in_review"):   "In review",
		w.Codes("state", "new_state"):   "new_state",
		w.Codes("state", ""):            "",
		w.Both("colour", "RED"):         "红码 / Red",
		w.Both("colour", "ULTRAVIOLET"): "",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
