package torture

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Half a backup tells nobody anything; anything else that lies about does.
func TestSealed(t *testing.T) {
	t.Parallel()
	const age = "age-encryption.org/v1\n-> recourse-backup 1\n"
	zeros := strings.Repeat("\x00", sector)
	for name, c := range map[string]struct {
		file, text string
		want       bool
	}{
		"whole":                                {".safe.backup.1.part", age + "x", true},
		"nothing written":                      {".safe.backup.1.part", "", true},
		"the first sector lost in a power cut": {".safe.backup.1.part", zeros + "\x8a\x01", true},
		"a piece of it lost":                   {".safe.backup.1.part", zeros[:100] + "-> recourse-person", true},
		"a finished one without its beginning": {"safe.backup", zeros + "x", false},
		"readable":                             {".safe.backup.1.part", "张三", false},
		"something else without its beginning": {".list.xlsx.part", zeros + "x", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), c.file)
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := sealed(path); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}
