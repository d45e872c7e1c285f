//go:build unix

package main

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/resilint/resilint/analyzers/source"
)

// A named pipe in the tree is no reason to wait for what nobody writes.
func TestPipe(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "main.tf"), 0o600); err != nil {
		t.Fatal(err)
	}
	files, err := openTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer files.close()
	read := make(chan *source.Tree)
	go func() {
		tree, _ := source.Discover(t.Context(), files, source.Options{Jobs: 1})
		read <- tree
	}()
	select {
	case tree := <-read:
		if tree == nil || !tree.Incomplete || len(tree.Files) > 0 {
			t.Errorf("tree = %+v, want none of its files and incomplete", tree)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("reading waits for the other end of the pipe")
	}
}
