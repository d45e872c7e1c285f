package reporters

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
)

func TestRelative(t *testing.T) {
	tests := []struct{ base, file, want string }{
		{".", "a/b.tf", "a/b.tf"},
		{"", "a/b.tf", "a/b.tf"},
		{"a", "a/b.tf", "b.tf"},
		{"a/c", "a/b.tf", "../b.tf"},
		{"a/c", "ab/b.tf", "../../ab/b.tf"},
		{"a", "a", "."},
		{"a", "", ""},
		{"a", "/abs.tf", "/abs.tf"},
	}
	for _, tt := range tests {
		if got := relative(tt.base, tt.file); got != tt.want {
			t.Errorf("relative(%q, %q) = %q, want %q", tt.base, tt.file, got, tt.want)
		}
	}
}

func TestURI(t *testing.T) {
	tests := []struct {
		file, want string
		ok         bool
	}{
		{"infra/prod env/main.tf", "infra/prod%20env/main.tf", true},
		{"c:x/50%.tf", "c%3Ax/50%25.tf", true},
		{"./é#?.tf", "%C3%A9%23%3F.tf", true},
		{"a/../b.tf", "b.tf", true},
		{"../b.tf", "", false},
		{"/etc/passwd", "", false},
		{".", "", false},
		{"", "", false},
	}
	for _, tt := range tests {
		if got, ok := uri(tt.file); got != tt.want || ok != tt.ok {
			t.Errorf("uri(%q) = %q, %v, want %q, %v", tt.file, got, ok, tt.want, tt.ok)
		}
	}
}

func TestSpan(t *testing.T) {
	const text = "e\u0301界 = x  "
	whole := hcl.Range{Start: hcl.Pos{Line: 1, Column: 2}, End: hcl.Pos{Line: 4, Column: 1}}
	if start, end := span(text, whole); text[start:end] != "界 = x" {
		t.Errorf("a block is cut to %q", text[start:end])
	}
	if start, end := span(text, at("f", 1, 2, 3)); text[start:end] != "界" {
		t.Errorf("columns count code points or bytes: %q", text[start:end])
	}
	if start, end := span("x", at("f", 1, 9, 12)); start != 1 || end != 1 {
		t.Errorf("a range beyond the line is %d to %d", start, end)
	}
}

// The content of a file may hold a secret, so only the counting sees it.
func TestOnlyQuotedLinesAreShown(t *testing.T) {
	v := newView(richReport())
	const want = `resource "aws_s3_bucket" "standby" {`
	if got, ok := v.rawLine("infra/storage.tf", 7); got != want || !ok {
		t.Errorf("got %q, %v", got, ok)
	}
	if got, ok := v.shownLine("infra/storage.tf", 7); ok {
		t.Errorf("%q is shown though nobody quoted it", got)
	}
	if got, ok := v.rawLine("infra/app.tf", 12); got != "\tASSETS = aws_s3_bucket.assets.id" || !ok {
		t.Errorf("without the file, the quote serves: %q, %v", got, ok)
	}
	if _, ok := v.rawLine("infra/storage.tf", 99); ok {
		t.Error("a line beyond the end")
	}
	if hash := v.lineHash("infra/storage.tf", 99) + v.lineHash("nowhere.tf", 1); hash != "" {
		t.Errorf("a hash of nothing: %s", hash)
	}
}
