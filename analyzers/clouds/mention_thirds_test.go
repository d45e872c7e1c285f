package clouds

import (
	"testing"

	"github.com/resilint/resilint/analyzers/appconfig"
	"github.com/resilint/resilint/analyzers/facts"
)

// What is only downloaded from an address is somebody else's; what a setting or
// another use names is not.
func TestThirdParties(t *testing.T) {
	said := func(kind, bucket, locator string, access facts.Access) appconfig.Mention {
		return appconfig.Mention{
			Service: "web", Kind: kind, Dir: ".", Home: ".", File: kind, Line: 1, Column: 1, Locator: locator,
			Provider: "aws", Bucket: bucket, Access: access, Need: facts.Soft, Certain: true,
		}
	}
	address := func(bucket string) string { return "https://" + bucket + ".s3.amazonaws.com/tool.tgz" }
	v, diags := Builtin()
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	set := v.Link(nil, []appconfig.Mention{
		said("docker", "their-releases", address("their-releases"), facts.Read),
		said("shell", "their-releases", address("their-releases"), facts.Read),
		said("shell", "our-builds", address("our-builds"), facts.Read),
		said("shell", "our-builds", "s3://our-builds/app.tgz", facts.Write),
		said("shell", "our-files", "s3://our-files/app.tgz", facts.Read),
		said("dotenv", "our-settings", address("our-settings"), facts.Read),
	})
	want := map[string]bool{"their-releases": true, "our-builds": false, "our-files": false, "our-settings": false}
	if len(set.Buckets) != len(want) {
		t.Errorf("%d buckets", len(set.Buckets))
	}
	for _, b := range set.Buckets {
		if b.ThirdParty != want[b.Name] {
			t.Errorf("%s: third party %v", b.Name, b.ThirdParty)
		}
	}
}
