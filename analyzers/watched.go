package analyzers

import (
	"io/fs"
	"path"
	"sync"
)

// watched is a file system that remembers which files were opened.
type watched struct {
	fs.FS
	names sync.Map
}

// Open opens a file, and remembers it.
func (w *watched) Open(name string) (fs.File, error) {
	w.names.Store(path.Clean(name), true)
	return w.FS.Open(name)
}

// Stat looks at a file without opening it.
func (w *watched) Stat(name string) (fs.FileInfo, error) { return fs.Stat(w.FS, name) }

// opened says that a file was opened.
func (w *watched) opened(name string) bool {
	_, ok := w.names.Load(name)
	return ok
}
