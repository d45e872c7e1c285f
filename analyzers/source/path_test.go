package source

import "testing"

func TestRelative(t *testing.T) {
	for _, tc := range []struct{ dir, to, want string }{
		{".", ".", "."},
		{".", "a/b", "a/b"},
		{"a", "a", "."},
		{"a", "a/b.tf", "b.tf"},
		{"a/b", "a", ".."},
		{"a/b", ".", "../.."},
		{"a/b", "a/c", "../c"},
		{"a/b", "ab/c", "../../ab/c"},
		{"./a/", "a/b", "b"},
	} {
		if got := Relative(tc.dir, tc.to); got != tc.want {
			t.Errorf("Relative(%q, %q) = %q, want %q", tc.dir, tc.to, got, tc.want)
		}
	}
}
