package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/terraform/planjson"
)

// readPlan reads a saved plan or state, no more of it than the analysis takes.
func readPlan(t tree, flag, file string) (analyzers.PlanFile, error) {
	p := analyzers.PlanFile{Name: flag + " " + filepath.ToSlash(file), Root: filepath.Base(file)}
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return p, errors.New("there is no such file; write it with terraform show -json tfplan > tfplan.json")
	}
	if err != nil {
		return p, err
	}
	defer f.Close()
	p.Src, err = io.ReadAll(io.LimitReader(f, planjson.MaxSize+1)) // the byte more says that it is too large
	if err != nil {
		return p, err
	}
	if dir, err := directory(file); err == nil {
		if rel, ok := inside(t.dir, filepath.Join(dir, p.Root)); ok {
			p.Name, p.Root = rel, rel
		}
	}
	return p, nil
}
