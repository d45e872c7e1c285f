package appconfig

import (
	"testing"

	"github.com/resilint/resilint/analyzers/source"
)

func TestSoleChart(t *testing.T) {
	chart := func(path, name string) source.File {
		return source.File{Path: path, Src: []byte("name: " + name + "\n")}
	}
	for _, tc := range []struct {
		name, want string
		files      []source.File
	}{
		{"one", "binder", []source.File{chart("binder/Chart.yaml", "binder"), {Path: "config/prod.yaml"}}},
		{"several", "", []source.File{chart("a/Chart.yaml", "binder"), chart("b/Chart.yaml", "other")}},
		{"example", "", []source.File{chart("examples/a/Chart.yaml", "binder")}},
		{"open", "", []source.File{chart("a/Chart.yaml", "${NAME}")}},
		{"anyone's", "", []source.File{chart("a/Chart.yaml", "app")}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := projectOf(tc.files); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}
