package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"sync"
)

// maxOpenDirs bounds the directories that a treeFS keeps open.
const maxOpenDirs = 32

// treeFS is the file system of an os.Root that keeps recent directories open:
// the root opens every directory on the way to a file, for each file. It stays
// as confined as the root is.
type treeFS struct {
	rootFS
	root *os.Root
	mu   sync.Mutex
	dirs map[string]*os.Root
}

// rootFS is what the file system of an os.Root offers.
type rootFS interface {
	fs.ReadDirFS
	fs.ReadFileFS
	fs.ReadLinkFS
	fs.StatFS
}

// openTree gives the file system of a directory; close ends its use.
func openTree(dir string) (*treeFS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the tree: %w", err)
	}
	base, _ := root.FS().(rootFS) // as the documentation of FS promises
	return &treeFS{rootFS: base, root: root, dirs: map[string]*os.Root{}}, nil
}

// Open opens a file in its own directory. What fails there, such as a link
// that leads to another directory of the tree, is tried from the root.
func (t *treeFS) Open(name string) (fs.File, error) {
	if fs.ValidPath(name) {
		if d := t.dir(path.Dir(name)); d != nil {
			if f, err := d.OpenFile(path.Base(name), os.O_RDONLY|atOnce, 0); err == nil {
				return f, nil
			}
		}
	}
	return t.rootFS.Open(name)
}

func (t *treeFS) dir(name string) *os.Root {
	if name == "." {
		return t.root
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if d, ok := t.dirs[name]; ok {
		return d
	}
	d, err := t.root.OpenRoot(name)
	if err != nil {
		return nil
	}
	if len(t.dirs) >= maxOpenDirs {
		t.closeDirs() // who still uses one is sent to the root
	}
	t.dirs[name] = d
	return d
}

func (t *treeFS) closeDirs() {
	for name, d := range t.dirs {
		_ = d.Close() // it was only read
		delete(t.dirs, name)
	}
}

func (t *treeFS) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closeDirs()
	_ = t.root.Close() // it was only read
}
