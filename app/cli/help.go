package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// helpGroups are the headings of the list of commands, in their order, with
// the commands under each.
func helpGroups() []helpGroup {
	return []helpGroup{
		{"work", []string{"cases", "show", "replay", "next", "allocate", "release", "note", "undo", "views", "register", "request", "answer", "withdraw", "decide", "passages", "signoff"}},
		{"turns", []string{
			"deficient", "supply", "remind", "admit", "confirm", "merge", "duplicates", "recuse", "lift", "view", "expire", "lapse", "dismiss",
			"reinstate", "resume", "reopen", "correct",
		}},
		{"doors", []string{"import", "profile", "letters", "letter", "deliver", "export", "ack"}},
		{"office", []string{"insight", "alerts", "group", "init", "user", "audit", "backup", "restore", "purge", "policy", "integrity", "window"}},
	}
}

type helpGroup struct {
	name     string
	commands []string
}

// localise gives every command and flag of the tree its words in the language
// of this call. A flag is described by the key flag.COMMAND.FLAG, or by
// flag.FLAG when it means the same everywhere.
func (e *env) localise(root *cobra.Command) {
	root.SetHelpCommand(&cobra.Command{
		Use: "help [COMMAND]", Short: e.words.T("help.help"),
		Run: func(_ *cobra.Command, args []string) { e.helpOn(root, args) },
	})
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { e.printHelp(c) })
	root.SetUsageFunc(func(c *cobra.Command) error { e.printHelp(c); return nil })
	root.SetVersionTemplate("recourse {{.Version}}\n")
	root.InitDefaultVersionFlag()
	each(root, func(c *cobra.Command) {
		c.InitDefaultHelpFlag()
		c.Flags().VisitAll(func(f *pflag.Flag) { e.describe(c, f) })
		c.PersistentFlags().VisitAll(func(f *pflag.Flag) { e.describe(c, f) })
	})
}

func each(c *cobra.Command, visit func(*cobra.Command)) {
	visit(c)
	for _, s := range c.Commands() {
		each(s, visit)
	}
}

// describe words a flag; one without words keeps what its command says.
func (e *env) describe(c *cobra.Command, f *pflag.Flag) {
	f.Usage = e.words.Or(flagKey(c, f.Name), e.words.Or("flag."+f.Name, f.Usage))
}

// flagKey is the key for the words of a flag of one command.
func flagKey(c *cobra.Command, flag string) string {
	path := strings.Fields(c.CommandPath())[1:]
	return "flag." + strings.Join(append(path, flag), ".")
}

func (e *env) helpOn(root *cobra.Command, args []string) {
	c, rest, err := root.Find(args)
	if err != nil || len(rest) > 0 {
		fmt.Fprintln(e.Err, e.words.T("usage.unknown_command", "value", strings.Join(args, " "), "command", "recourse"))
		c = root
	}
	e.printHelp(c)
}

// printHelp prints what a command does and how it is written.
func (e *env) printHelp(c *cobra.Command) {
	w := e.words
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n  %s\n", c.Short, w.T("help.usage"), useLine(c))
	if !c.HasParent() {
		fmt.Fprintf(&b, "  recourse %s\n", w.T("help.command"))
		e.groups(&b, c)
	} else if c.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\n%s\n", w.T("help.commands"))
		e.commandList(&b, c.Commands())
	}
	example := "example" + strings.TrimPrefix(strings.ReplaceAll(c.CommandPath(), " ", "."), "recourse")
	if w.Has(example) {
		fmt.Fprintf(&b, "\n%s\n  %s\n", w.T("help.example"), indented(w.T(example)))
	}
	e.flagList(&b, w.T("help.flags"), c.LocalNonPersistentFlags())
	e.flagList(&b, w.T("help.global"), c.Root().PersistentFlags())
	fmt.Fprintf(&b, "\n%s\n", w.T("help.more"))
	fmt.Fprint(e.Out, b.String())
}

// groups lists the commands under their headings; what stands under none
// comes last.
func (e *env) groups(b *strings.Builder, root *cobra.Command) {
	rest := map[string]*cobra.Command{}
	var order []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			rest[c.Name()] = c
			order = append(order, c.Name())
		}
	}
	under := func(heading string, names []string) {
		var list []*cobra.Command
		for _, n := range names {
			if c := rest[n]; c != nil {
				list = append(list, c)
				delete(rest, n)
			}
		}
		if len(list) > 0 {
			fmt.Fprintf(b, "\n%s\n", e.words.T("help.group."+heading))
			e.commandList(b, list)
		}
	}
	for _, g := range helpGroups() {
		under(g.name, g.commands)
	}
	under("other", order)
}

func (e *env) commandList(b *strings.Builder, list []*cobra.Command) {
	rows := make([][]string, len(list))
	for i, c := range list {
		rows[i] = []string{"  " + c.Name(), c.Short}
	}
	b.WriteString(aligned(rows))
}

// flagList lists flags with what their value is and what they mean.
func (e *env) flagList(b *strings.Builder, heading string, flags *pflag.FlagSet) {
	var rows [][]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, text := pflag.UnquoteUsage(f)
		name := "  --" + f.Name
		if f.Shorthand != "" {
			name += ", -" + f.Shorthand
		}
		if f.Value.Type() != "bool" {
			name += " " + e.words.Or("value."+value, value)
		}
		if d := f.DefValue; d != "" && d != "false" && d != "0" && d != "[]" {
			text += e.words.T("help.default", "value", strings.Trim(d, "[]"))
		}
		rows = append(rows, []string{name, text})
	})
	if len(rows) > 0 {
		fmt.Fprintf(b, "\n%s\n%s", heading, aligned(rows))
	}
}

// indented puts two blanks before every line that is not empty.
func indented(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\n", "\n  "), "\n  \n", "\n\n")
}
