package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
)

// batchSize is how many files the walk hands over to a reader at a time.
const batchSize = 64

// reading is a file and what went wrong when it was read.
type reading struct {
	File
	err error
}

// readers starts those who read what the walk finds, while it goes on; wait
// returns once all of it is read. The walk itself counts as one of the jobs.
func (w *walker) readers() (wait func()) {
	others := max(0, w.opts.Jobs-1)
	w.queue = make(chan []reading, 4*others)
	var wg sync.WaitGroup
	for range others {
		wg.Go(func() {
			for files := range w.queue {
				w.read(files)
			}
		})
	}
	return func() {
		close(w.queue)
		for files := range w.queue {
			w.read(files)
		}
		wg.Wait()
	}
}

// handOver gives the files found since the last time to the readers; when
// they have enough to do, the walk stops to read.
func (w *walker) handOver() {
	files := w.batch
	w.batch = make([]reading, 0, batchSize)
	w.all = append(w.all, files)
	select {
	case w.queue <- files:
	default:
		w.read(files)
	}
}

// read fills in the contents of files, each in its own place.
func (w *walker) read(files []reading) {
	for i := range files {
		if f := &files[i]; w.ctx.Err() == nil {
			f.Src, f.err = readFile(w.fsys, f.Path, int64(w.opts.Limits.FileSize))
		}
	}
}

// gather puts together what was read, in path order.
func (w *walker) gather() {
	w.tree.Files = make([]File, 0, w.found)
	for _, files := range w.all {
		for i := range files {
			switch f := &files[i]; {
			case f.Kind == AppConfig && f.err == nil:
				w.tree.Configs = append(w.tree.Configs, f.File)
			case f.Kind == AppConfig:
				w.passedOver(f.Path, f.err)
			case f.err == nil:
				w.tree.Files = append(w.tree.Files, f.File)
			default:
				w.unread(f.Path, "Unreadable file", f.err)
			}
		}
	}
}

func readFile(fsys fs.FS, name string, limit int64) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	if info.Size() > limit {
		return nil, fmt.Errorf("%d bytes is above the limit of %d (--limit file-size)", info.Size(), limit)
	}
	buf := make([]byte, info.Size())
	n, err := io.ReadFull(f, buf)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return buf[:n], nil
}
