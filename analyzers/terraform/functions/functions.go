// Package functions holds the built-in functions of Terraform's language,
// and those OpenTofu adds to it.
//
// It knows what each function answers for known arguments, what is still
// certain when some are unknown, and which marks a result inherits. It does
// not know the machine it runs on: functions that ask for the clock, for
// randomness, for the home or the working directory answer with an unknown
// value, and files are read from the scanned tree alone. It does not know
// provider-defined functions either.
//
// Where the answer would not fit in reasonable memory the function fails
// instead, so a hostile configuration costs an error and no more.
package functions

import (
	"io/fs"
	"maps"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// DefaultMaxFile is the size in bytes of the largest file the file functions
// read when Options.MaxFile is zero: 4 MiB.
const DefaultMaxFile = 4 << 20

// Options say where files may be read and who hears of what could not be.
type Options struct {
	// FS is the scanned tree. When it is nil, no file is read.
	FS fs.FS

	// Dir is the directory of the root module inside FS, slash-separated and
	// "." for the top. File paths are relative to it, as Terraform's are to
	// its working directory.
	Dir string

	// Top is the absolute path that the top of FS goes by in the
	// configuration. When it is empty, no absolute path is inside the tree.
	Top string

	// MaxFile is the size in bytes of the largest file that is read; zero
	// stands for DefaultMaxFile.
	MaxFile int64

	// Unread is told of each file a function asked for and could not read.
	// The path is the one inside FS, or the one in the configuration if that
	// leaves the tree. Unread may be nil, and may be called from several
	// goroutines.
	Unread func(path string, err error)

	// Pure are the functions that do not hang on these options, as NewPure
	// gives them, for sharing between tables; nil makes them anew.
	Pure Pure
}

// Pure holds functions that are the same in every table. It is read-only and
// may be shared.
type Pure map[string]function.Function

// Mark is the type of the marks this package puts on values.
type Mark string

// Sensitive is the mark that sensitive() puts on a value. Ephemeral is on
// values that no plan or state may hold.
const (
	Sensitive Mark = "sensitive"
	Ephemeral Mark = "ephemeral"
)

// IsSensitive says that a value, or some part of it, is sensitive.
func IsSensitive(v cty.Value) bool {
	if v == cty.NilVal || !v.ContainsMarked() {
		return false
	}
	_, marks := v.UnmarkDeep()
	_, sensitive := marks[Sensitive]
	return sensitive
}

// Hush is a value marked as sensitive if another one is.
func Hush(v, like cty.Value) cty.Value {
	if IsSensitive(like) {
		return v.Mark(Sensitive)
	}
	return v
}

// Table returns all functions by name, also under their "core::NAME" names.
func Table(opts Options) map[string]function.Function {
	pure := opts.Pure
	if pure == nil {
		pure = NewPure()
	}
	files := newTree(opts)
	table := make(map[string]function.Function, len(pure)+32)
	maps.Copy(table, pure)
	for name, f := range files.funcs() {
		put(table, name, guard(f, habitOf(name)))
	}
	addTemplates(table, files)
	return table
}

func put(table map[string]function.Function, name string, f function.Function) {
	table[name], table["core::"+name] = f, f
}

// NewPure makes the functions that neither files nor templates are read by.
func NewPure() Pure {
	pure := Pure{}
	for _, part := range []map[string]function.Function{
		numberFuncs(), textFuncs(), listFuncs(), mapFuncs(), setFuncs(), convertFuncs(), encodingFuncs(),
		hashFuncs(), cidrFuncs(), timeFuncs(), machineFuncs(),
	} {
		for name, f := range part {
			put(pure, name, guard(f, habitOf(name)))
		}
	}
	// These take expressions, not values, so there is nothing to guard.
	put(pure, "try", tryFunc())
	put(pure, "can", canFunc())
	return pure
}
