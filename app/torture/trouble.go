package torture

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// Trouble is something that befalls an office from outside.
type Trouble struct {
	Name string
	Run  func(context.Context, *Rig) error
}

// Troubles are the ones that are tried.
func Troubles() []Trouble {
	return []Trouble{
		{"full disk", fullDisk},
		{"read-only folder", readOnlyFolder},
		{"read-only seat", readOnlySeat},
		{"many programs on one office", manyPrograms},
		{"a writer that stands still", standingWriter},
		{"log file deleted under a writer", logDeleted},
		{"log file deleted after a kill", logDeletedAfterKill},
		{"office replaced under a writer", officeReplaced},
		{"clock backwards", clockBackwards},
	}
}

// Trouble lets everything befall an office.
func (r *Rig) Trouble(ctx context.Context, list []Trouble) error {
	return r.each(ctx, len(list), func(i int) error {
		err := list[i].Run(ctx, r)
		if errors.Is(err, ErrNoTracer) || errors.Is(err, errors.ErrUnsupported) {
			r.skip(list[i].Name, err)
			return nil
		}
		if err != nil {
			return fmt.Errorf("trouble %s: %w", list[i].Name, err)
		}
		return nil
	})
}

// scene finds a scene by name.
func scene(name string) Scene {
	for _, s := range Scenes() {
		if s.Name == name {
			return s
		}
	}
	return Scene{Name: name}
}

// under carries a scene out while something is wrong, sets it right, and looks.
func (r *Rig) under(ctx context.Context, name, by string, spoil func(*Place) (relieve func() error, err error)) error {
	t, err := r.rehearse(ctx, scene(name))
	if err != nil {
		return err
	}
	p, err := t.scene.stand(ctx, r)
	if err != nil {
		return err
	}
	defer p.clear()
	relieve, err := spoil(p)
	if err != nil {
		return err
	}
	o, err := p.run(ctx, t.scene.args(p)...)
	if err = errors.Join(err, relieve()); err != nil {
		return err
	}
	r.count(func(y *Tally) { y.Faults++ })
	if o.Code == t.scene.Code {
		r.found(Finding{Wrong, name, by, "went through as if nothing were wrong"})
	}
	return t.examine(ctx, p, o, deed{name: by, sure: true})
}

// mount mounts something; without the right to, the trouble is left out.
func mount(args ...string) error {
	if out, err := exec.Command("mount", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%w: nothing can be mounted here: %s", errors.ErrUnsupported, strings.TrimSpace(string(out)))
	}
	return nil
}

func unmount(dir string) error {
	if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
		return fmt.Errorf("umount: %s", out)
	}
	return nil
}

// fullDisk puts the office on a disk with room for less than the act needs: for
// the shared memory of the log and little else, or for a part of the log as well.
func fullDisk(ctx context.Context, r *Rig) error {
	for _, c := range []struct {
		name string
		room int64 // blocks of 4096 bytes; the shared memory takes eight
	}{{"import NDJSON", 16}, {"import NDJSON", 24}, {"import NDJSON", 36}, {"sign off", 16}, {"group order carried out", 16}} {
		err := r.under(ctx, c.name, fmt.Sprintf("full disk, %d blocks left", c.room), func(p *Place) (func() error, error) { return crammed(p, c.room) })
		if err != nil {
			return err
		}
	}
	return nil
}

// crammed puts the office of a place on a disk with so many blocks left.
func crammed(p *Place, room int64) (relieve func() error, err error) {
	info, err := os.Stat(p.file())
	if err != nil {
		return nil, err
	}
	dir, aside := p.path("office"), p.path("aside")
	if err := os.Rename(dir, aside); err != nil {
		return nil, err
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	size := (info.Size()/4096 + room) * 4096
	if err := mount("-t", "tmpfs", "-o", fmt.Sprintf("size=%d", size), "tmpfs", dir); err != nil {
		return nil, err
	}
	if err := copyTree(dir, aside); err != nil {
		return nil, errors.Join(err, unmount(dir))
	}
	return func() error { return release(dir) }, nil
}

// release takes what is on a mounted folder back to the folder beneath.
func release(dir string) error {
	keep := dir + ".keep"
	if err := os.Mkdir(keep, 0o700); err != nil {
		return err
	}
	if err := errors.Join(copyTree(keep, dir), unmount(dir)); err != nil {
		return err
	}
	return errors.Join(copyTree(dir, keep), os.RemoveAll(keep))
}

// locked makes a folder of a place read-only for everybody, root as well.
func locked(sub string) func(*Place) (func() error, error) {
	return func(p *Place) (func() error, error) {
		dir := p.path(sub)
		if err := mount("--bind", dir, dir); err != nil {
			return nil, err
		}
		if err := mount("-o", "remount,ro,bind", dir); err != nil {
			return nil, errors.Join(err, unmount(dir))
		}
		return func() error { return unmount(dir) }, nil
	}
}

func readOnlyFolder(ctx context.Context, r *Rig) error {
	if err := r.under(ctx, "note", "read-only folder of the office", locked("office")); err != nil {
		return err
	}
	return r.under(ctx, "export a list", "read-only folder for lists", locked("out"))
}

func readOnlySeat(ctx context.Context, r *Rig) error {
	return r.under(ctx, "note", "read-only folder of the seat", locked("home"))
}

// manyPrograms lets several people write at once: every note that was
// acknowledged is there, once.
func manyPrograms(ctx context.Context, r *Rig) error {
	const name = "many programs on one office"
	p, err := r.from("sample", sampleOffice(ctx))
	if err != nil {
		return err
	}
	defer p.clear()
	had, err := p.record(ctx)
	if err != nil {
		return err
	}
	var running []*started
	for i := range 10 {
		user := []string{"reviewer", "reviewer2", "supervisor"}[i%3]
		s, err := p.start(ctx, as(user, "note", "杭健申〔2020〕101号", "--text", fmt.Sprintf("第%d条", i))...)
		if err != nil {
			return err
		}
		running = append(running, s)
	}
	acknowledged := 0
	for _, s := range running {
		o, err := s.wait()
		if err != nil {
			return err
		}
		switch {
		case o.Code == 0:
			acknowledged++
			continue
		case o.Code == 4 && saysNothing(o.Err): // somebody else changed the case first
			continue
		}
		r.found(Finding{Wrong, name, "ten at once", fmt.Sprintf("code %d: %s", o.Code, o.Err)})
	}
	r.count(func(y *Tally) { y.Faults++; y.Acknowledged += acknowledged })
	return r.notes(ctx, p, name, len(had), acknowledged)
}

// notes looks for so many notes in the record of a place after the first
// entries, and that it is whole.
func (r *Rig) notes(ctx context.Context, p *Place, name string, from, want int) error {
	list, err := p.record(ctx)
	if err != nil {
		return err
	}
	got := 0
	for _, e := range tail(list, from) {
		if strings.Contains(e, " note 杭健申〔2020〕101号") {
			got++
		}
	}
	if got > want {
		r.found(Finding{Wrong, name, "afterwards", fmt.Sprintf("%d notes acknowledged, %d there", want, got)})
	}
	if got < want {
		r.found(Finding{Lost, name, "afterwards", fmt.Sprintf("%d notes acknowledged, %d there", want, got)})
	}
	bad, err := p.verified(ctx)
	if bad != "" {
		r.found(Finding{Half, name, "afterwards", bad})
	}
	return err
}
