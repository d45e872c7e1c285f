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

	// MaxFile is the size in bytes of the largest file that is read; zero
	// stands for DefaultMaxFile.
	MaxFile int64

	// Unread is told of each file a function asked for and could not read.
	// The path is the one inside FS, or the one in the configuration if that
	// leaves the tree. Unread may be nil, and may be called from several
	// goroutines.
	Unread func(path string, err error)
}

// Mark is the type of the marks this package puts on values.
type Mark string

// Sensitive is the mark that sensitive() puts on a value. Ephemeral is on
// values that no plan or state may hold.
const (
	Sensitive Mark = "sensitive"
	Ephemeral Mark = "ephemeral"
)

// Table returns all functions by name, also under their "core::NAME" names.
func Table(opts Options) map[string]function.Function {
	files := newTree(opts)
	plain := map[string]function.Function{}
	for _, part := range []map[string]function.Function{
		numberFuncs(), textFuncs(), listFuncs(), mapFuncs(), setFuncs(), convertFuncs(), encodingFuncs(),
		hashFuncs(), cidrFuncs(), timeFuncs(), machineFuncs(), files.funcs(),
	} {
		maps.Copy(plain, part)
	}
	guarded := map[string]function.Function{}
	for name, f := range plain {
		guarded[name] = guard(f, habitOf(name))
	}
	// These take expressions, not values, so there is nothing to guard.
	guarded["try"], guarded["can"] = tryFunc(), canFunc()
	addTemplates(guarded, files)
	table := make(map[string]function.Function, 2*len(guarded))
	for name, f := range guarded {
		table[name], table["core::"+name] = f, f
	}
	return table
}
