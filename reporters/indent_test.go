package reporters

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestIndented(t *testing.T) {
	for _, doc := range []string{
		"{}", "[]", "null", "\"a\"", `{"a":1}`, `{"a":[],"b":{},"c":[1,2.5e3,"x,y:{}[]\\",true,null,"\"",[[{}]]]}`, `[{"a":{"b":[{"c":"\\\\"}]}}]`,
	} {
		var want bytes.Buffer
		if err := json.Indent(&want, []byte(doc), "", "  "); err != nil {
			t.Fatal(err)
		}
		if got := indented([]byte(doc)); string(got) != want.String() {
			t.Errorf("%s: got\n%s\nwant\n%s", doc, got, want.String())
		}
	}
}
