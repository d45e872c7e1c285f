package knowledge

import (
	"testing"
	"testing/fstest"
)

func TestRead(t *testing.T) {
	type file struct {
		Name string `hcl:"name"`
	}
	fsys := fstest.MapFS{
		"b.hcl":      {Data: []byte(`name = "second"`)},
		"a.hcl":      {Data: []byte(`name = "first"`)},
		"broken.hcl": {Data: []byte(`name = `)},
		"other.txt":  {Data: []byte(`name = "no"`)},
		"d.hcl/x":    {Data: []byte(`a directory of that name cannot be read`)},
	}
	list, diags := Read[file](fsys, "*.hcl", "thing")
	if len(list) != 2 || list[0].Name != "first" || list[1].Name != "second" {
		t.Errorf("got %d files, want the first and the second", len(list))
	}
	if len(diags) != 2 {
		t.Fatalf("got %d diagnostics, want one for the broken file and one for the directory: %v", len(diags), diags)
	}
	if diags[0].Subject == nil || diags[0].Subject.Filename != "broken.hcl" {
		t.Errorf("the broken file's diagnostic has no place: %v", diags[0])
	}
	if diags[1].Summary != "Unreadable thing" {
		t.Errorf("the directory's diagnostic is %q", diags[1].Summary)
	}
}
