package reporters

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The expected values are those of GitHub's upload action.
func TestLineHashes(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"empty", "", []string{"c129715d7a2bc9a3:1"}},
		{"blanks", " a\nb\n  \t\tc\n d", []string{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"}},
		{"mixed ends", " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", []string{
			"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
			"b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1",
		}},
		{"repeats", strings.Repeat("Lorem ipsum dolor sit amet.\n", 10), []string{
			"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5",
			"a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1",
			"c129715d7a2bc9a3:1",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, lineHashes([]byte(tt.src))); diff != "" {
				t.Errorf("%q (-want +got):\n%s", tt.src, diff)
			}
		})
	}
}

func TestLineHashesFoldLineEnds(t *testing.T) {
	unix := lineHashes([]byte("a\nb\n\nc\n"))
	for _, src := range []string{"a\r\nb\r\n\r\nc\r\n", "a\rb\r\rc\r", " a\t\n b\r\n\r c\n"} {
		if diff := cmp.Diff(unix, lineHashes([]byte(src))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", src, diff)
		}
	}
}
