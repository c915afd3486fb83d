package torture

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Scene is one act of the office under trial.
type Scene struct {
	Name string
	// Base is the office it begins from: "sample", "old" or "none".
	Base string
	// Before brings the office to where the act can be done.
	Before func(context.Context, *Place) error
	// Args is the command line; {in}, {out} and {office} are the folders of the
	// place.
	Args []string
	// Steps says that the act is several, each acknowledged by a line of its
	// own: fewer than all may be there, in their order.
	Steps bool
	// Opens are acts of the record that only prepare, such as opening a case:
	// that they are there is no reason to say that something was saved.
	Opens []string
	// Code is the exit code of the act undisturbed.
	Code   int
	server *server // where the office is; nil for a file
	// Makes says that the act makes the office it is about.
	Makes bool
	// Silent is an act that leaves no entry in the record.
	Silent bool
}

// Scenes are the acts that are tried. A new command joins by an entry here.
func Scenes() []Scene {
	const c101 = "杭健申〔2020〕101号"
	return []Scene{
		{Name: "import NDJSON", Base: "sample", Before: delivery("ndjson"), Args: as("intake", "import", "{in}/d", "--json")},
		{Name: "import XLSX with a report", Base: "sample", Before: delivery("xlsx"), Code: 3, Args: as("intake", "import", "{in}/d", "--report", "{out}/report.csv")},
		{Name: "note", Base: "sample", Args: as("reviewer", "note", c101, "--text", "已电话核实住址")},
		{Name: "decide", Base: "sample", Before: steps(as("supervisor2", "allocate", c101, "reviewer")), Opens: []string{"begin", "draft"},
			Args: as("reviewer", "decide", c101, "--file", "{in}/decisions/101.yaml")},
		{Name: "sign off", Base: "sample", Before: steps(as("supervisor2", "allocate", c101, "reviewer"), as("reviewer", "decide", c101, "--file", "{in}/decisions/101.yaml")),
			Args: as("supervisor", "signoff", c101, "--approve")},
		{Name: "letters", Base: "sample", Steps: true, Args: as("intake", "letters", "--case", letterCases, "--out", "{out}/letters", "--merge", "{out}/all.pdf")},
		{Name: "export decisions", Base: "sample", Steps: true, Args: as("intake", "export", "--case", exportCases, "--out", "{out}/i.ndjson", "--purpose", "epidemic_control")},
		{Name: "export a list", Base: "sample", Args: as("supervisor", "export", "--what", "cases", "--state", "decided", "--format", "xlsx", "--out", "{out}/l.xlsx", "--purpose", "audit")},
		{Name: "acknowledgements", Base: "sample", Before: answers, Steps: true, Args: as("intake", "ack", "{in}/answers.ndjson")},
		{Name: "group order", Base: "sample", Before: groupOrder, Args: as("supervisor", "group", "order", "--value", "YD-0213-A", "--file", "{in}/order.yaml")},
		{Name: "group order carried out", Base: "sample", Before: signedOrder, Steps: true,
			Args: []string{"--user", "intake", "--now", "2020-02-17T13:00:00+08:00", "group", "apply", "1"}},
		{Name: "new person", Base: "sample", Args: as("admin", "user", "add", "new", "--name", "新人", "--roles", "reviewer")},
		{Name: "checkpoint", Base: "sample", Silent: true, Args: as("supervisor", "audit", "checkpoint")},
		{Name: "migration", Base: "old", Silent: true, Args: as("auditor", "cases", "--json")},
		{Name: "backup", Base: "sample", Args: as("admin", "backup", "{out}/safe.backup")},
		{Name: "restore", Base: "sample", Before: onlyBackup, Makes: true, Args: as("admin", "restore", "{in}/safe.backup", "{office}/office.recourse")},
		{Name: "purge proposed", Base: "sample", Before: steps(retention()), Args: later("admin", "purge")},
		{Name: "purge", Base: "sample", Before: steps(retention(), later("admin", "purge")), Args: later("auditor", "purge", "--witness", "1")},
		{Name: "new office", Base: "none", Makes: true, Args: []string{"--user", "auditor", "init", "{office}/office.recourse", "--demo", "--admin", "auditor",
			"--name", "办", "--authority", "局", "--division", "330106"}},
	}
}

const (
	letterCases = "杭健申〔2020〕126号,杭健申〔2020〕107号,杭健申〔2020〕163号"
	exportCases = "杭健申〔2020〕188号,杭健申〔2020〕208号,杭健申〔2020〕213号"
)

// args fills in the folders of a place.
func (s *Scene) args(p *Place) []string {
	out := slices.Clone(s.Args)
	for i := range out {
		out[i] = p.fill(out[i])
	}
	return out
}

func (p *Place) fill(arg string) string {
	return strings.NewReplacer("{in}", p.path("in"), "{out}", p.path("out"), "{office}", p.path("office")).Replace(arg)
}

// stand makes a place where the scene can begin.
func (s *Scene) stand(ctx context.Context, r *Rig) (*Place, error) {
	p, err := r.from("scene "+s.Name+s.server.mark(), func(p *Place) error {
		build := bases()[s.Base]
		if s.server != nil {
			build = s.server.office
		}
		from, err := r.from(s.Base+s.server.mark(), build(ctx))
		if err != nil {
			return err
		}
		defer from.clear()
		if err := copyTree(p.Dir, from.Dir); err != nil {
			return err
		}
		if s.server != nil {
			if p.Office, err = s.server.Create(ctx, template(s.Name), "base"); err != nil {
				return err
			}
		}
		if s.Before == nil {
			return nil
		}
		return s.Before(ctx, p)
	})
	if err != nil || s.server == nil {
		return p, err
	}
	return p, s.server.copyTo(ctx, p, template(s.Name))
}

// steps are commands that have to succeed first.
func steps(lines ...[]string) func(context.Context, *Place) error {
	return func(ctx context.Context, p *Place) error {
		for _, l := range lines {
			args := slices.Clone(l)
			for i := range args {
				args[i] = p.fill(args[i])
			}
			if _, err := p.must(ctx, args...); err != nil {
				return err
			}
		}
		return nil
	}
}

// delivery puts a simulated delivery into {in}/d whose appeals the sample
// office does not know.
func delivery(format string) func(context.Context, *Place) error {
	return func(ctx context.Context, p *Place) error {
		if _, err := p.must(ctx, "simulate", "--appeals", "12", "--seed", "77", "--division", "330106", "--format", format, "--out", p.path("in/d")); err != nil {
			return err
		}
		return trim(p.path("in/d"), format)
	}
}

// trim leaves of a simulated delivery what is imported, with other numbers.
func trim(dir, format string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		return fmt.Errorf("delivery: %w", err)
	}
	for _, f := range files {
		switch {
		case filepath.Base(f) == "cases.ndjson":
			raw, err := os.ReadFile(f)
			if err != nil {
				return fmt.Errorf("delivery: %w", err)
			}
			if err := os.WriteFile(f, []byte(strings.ReplaceAll(string(raw), "杭健申〔2020〕", "杭健申〔2020〕9")), 0o600); err != nil {
				return fmt.Errorf("delivery: %w", err)
			}
		case !strings.HasSuffix(f, "."+format) || strings.HasPrefix(filepath.Base(f), "truth"):
			if err := os.RemoveAll(f); err != nil {
				return fmt.Errorf("delivery: %w", err)
			}
		}
	}
	return nil
}

// retention lets working copies go at the end of an epidemic that is near.
func retention() []string { return as("admin", "purge", "--days", "20", "--end", "2020-03-20") }

// later is a command on the day after that end.
func later(user string, args ...string) []string {
	return append([]string{"--user", user, "--now", "2020-03-21T09:00:00+08:00"}, args...)
}

// onlyBackup makes a backup and takes the office away.
func onlyBackup(ctx context.Context, p *Place) error {
	if _, err := p.must(ctx, as("admin", "backup", p.path("in/safe.backup"))...); err != nil {
		return err
	}
	return errors.Join(os.Remove(p.file()), os.RemoveAll(p.path("home")), os.Mkdir(p.path("home"), 0o700))
}

// answers sends instructions and makes the issuing system's answers to them.
func answers(ctx context.Context, p *Place) error {
	sent := p.path("in/sent.ndjson")
	if _, err := p.must(ctx, as("intake", "export", "--case", exportCases, "--out", sent, "--purpose", "epidemic_control")...); err != nil {
		return err
	}
	raw, err := os.ReadFile(sent)
	if err != nil {
		return fmt.Errorf("answers: %w", err)
	}
	var out strings.Builder
	for line := range strings.Lines(string(raw)) {
		var in struct {
			Key string `json:"idempotency_key"`
		}
		if err := json.Unmarshal([]byte(line), &in); err != nil {
			return fmt.Errorf("answers: %w", err)
		}
		fmt.Fprintf(&out, `{"idempotency_key":%q,"result":"ack","answered_at":"2020-02-17T09:50:00+08:00"}`+"\n", in.Key)
	}
	return os.WriteFile(p.path("in/answers.ndjson"), []byte(out.String()), 0o600)
}

// groupOrder writes the order file.
func groupOrder(_ context.Context, p *Place) error {
	const order = `finding: 批次YD-0213-A整批为临平基站覆盖的跨区活动用户，基站误差范围跨越区界，不能证明本人到过风险区域。
reasons: 经核查，该批次全部记录来自区界附近的基站，误差半径两千米，覆盖中高风险与低风险两侧；已个案审结的十六件全部撤销。仅凭该批次记录不足以认定本人到过风险区域，故整批撤销，自赋码之时起恢复绿码。
legal_basis:
  - 《浙江省新型冠状病毒肺炎疫情防控工作领导小组办公室通告》
`
	return os.WriteFile(p.path("in/order.yaml"), []byte(order), 0o600)
}

// signedOrder brings a group order through its second signature.
func signedOrder(ctx context.Context, p *Place) error {
	if err := groupOrder(ctx, p); err != nil {
		return err
	}
	if _, err := p.must(ctx, as("supervisor", "group", "order", "--value", "YD-0213-A", "--file", p.path("in/order.yaml"))...); err != nil {
		return err
	}
	text, err := p.must(ctx, as("supervisor2", "group", "show", "1", "--json")...)
	if err != nil {
		return err
	}
	var o struct {
		Digest string `json:"digest"`
	}
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return fmt.Errorf("group order: %w", err)
	}
	_, err = p.must(ctx, as("supervisor2", "group", "sign", "1", "--digest", o.Digest)...)
	return err
}
