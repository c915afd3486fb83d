package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"recourse/app/gui/i18n"
)

// usageError is a command line that cannot be understood: the key of its
// sentence with arguments, or for developers' commands the text itself.
type usageError struct {
	key  string
	args []any
}

func (e *usageError) Error() string {
	return strings.TrimSpace(fmt.Sprintln(append([]any{e.key}, e.args...)...))
}

// sentence is what a person reads.
func (e *usageError) sentence(w *i18n.Words) string {
	args := slices.Clone(e.args)
	for i, a := range args {
		if k, ok := a.(phrase); ok {
			args[i] = w.Or(string(k), string(k))
		}
	}
	return w.T(e.key, args...)
}

// phrase is an argument that is itself the key of words.
type phrase string

// usage refuses a command line with the sentence of a key.
func usage(key string, pairs ...any) error { return &usageError{key, pairs} }

// oneOf refuses a value of a flag and lists what is accepted.
func oneOf[T ~string](flag, value string, known []T) error {
	names := make([]string, len(known))
	for i, k := range known {
		names[i] = string(k)
	}
	return usage("usage.one_of", "flag", flag, "value", value, "known", strings.Join(names, ", "))
}

func noArgs(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case c.HasParent() && !c.HasSubCommands():
		return usage("usage.no_args", "command", c.CommandPath(), "value", args[0])
	}
	return usage("usage.unknown_command", "value", args[0], "command", c.CommandPath())
}

func needArgs(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) != n || blank(args) {
			return usage("usage.args", "what", phrase(what), "use", useLine(c))
		}
		return nil
	}
}

func atLeast(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < n || blank(args) {
			return usage("usage.args", "what", phrase(what), "use", useLine(c))
		}
		return nil
	}
}

func blank(args []string) bool {
	for _, a := range args {
		if strings.TrimSpace(a) == "" {
			return true
		}
	}
	return false
}

func useLine(c *cobra.Command) string {
	if c.HasParent() {
		return c.Parent().CommandPath() + " " + c.Use
	}
	return c.Use
}

// flagError words what the flag parser refuses.
func flagError(c *cobra.Command, err error) error {
	if e, ok := errors.AsType[*pflag.NotExistError](err); ok {
		name := "--" + e.GetSpecifiedName()
		if s := e.GetSpecifiedShortnames(); s != "" {
			name = "-" + s
		}
		return usage("usage.unknown_flag", "flag", name, "command", c.CommandPath())
	}
	if e, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		return usage("usage.flag_value", "flag", "--"+e.GetSpecifiedName())
	}
	if e, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return usage("usage.bad_value", "flag", "--"+e.GetFlag().Name, "value", e.GetValue(), "kind", phrase("kind."+e.GetFlag().Value.Type()))
	}
	return usage("usage.syntax", "command", c.CommandPath())
}

// needSub refuses a command that only groups others.
func needSub(c *cobra.Command, args []string) error {
	var names []string
	for _, s := range c.Commands() {
		names = append(names, s.Name())
	}
	if len(args) > 0 {
		return usage("usage.unknown_sub", "command", c.CommandPath(), "value", args[0], "known", strings.Join(names, ", "))
	}
	return usage("usage.need_sub", "command", c.CommandPath(), "known", strings.Join(names, ", "))
}
