package configs

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVendoredAs(t *testing.T) {
	for source, want := range map[string][]string{
		"terraform-aws-modules/s3-bucket/aws":                              {"terraform-aws-modules/s3-bucket/aws", "terraform-aws-s3-bucket"},
		"terraform-aws-modules/s3-bucket/aws//modules/object":              {"terraform-aws-modules/s3-bucket/aws/modules/object", "terraform-aws-s3-bucket/modules/object"},
		"app.terraform.io/acme/bucket/aws":                                 {"acme/bucket/aws", "terraform-aws-bucket"},
		"git::https://github.com/acme/terraform-modules.git//s3?ref=v1.2":  {"acme/terraform-modules/s3", "terraform-modules/s3"},
		"git@github.com:acme/terraform-modules.git//s3":                    {"acme/terraform-modules/s3", "terraform-modules/s3"},
		"github.com/acme/aws-bucket":                                       {"acme/aws-bucket", "aws-bucket"},
		"git::ssh://git@gitlab.example.com:2222/group/sub/modules.git//s3": {"sub/modules/s3"}, // "modules/s3" may be anybody's
		"git::https://github.com/acme/aws-bucket//../../etc":               {"acme/aws-bucket/etc", "aws-bucket/etc"},
		"s3::https://s3.amazonaws.com/x":                                   nil,
		"":                                                                 nil,
		"./local":                                                          nil,
	} {
		if diff := cmp.Diff(want, vendoredAs(source)); diff != "" {
			t.Errorf("vendoredAs(%q) (-want +got):\n%s", source, diff)
		}
	}
}

// A remote module that stands in the tree is no root of its own, and is the one
// that is meant, unless several are.
func TestVendor(t *testing.T) {
	cfg := loadText(map[string]string{
		"live/main.tf": `
module "a" { source = "terraform-aws-modules/s3-bucket/aws" }
module "b" { source = "git::https://github.com/acme/aws-queue.git?ref=v1" }
module "c" { source = "git::https://github.com/acme/aws-nowhere.git" }`,
		"vendor/terraform-aws-s3-bucket/main.tf": "",
		"vendor/acme/aws-queue/main.tf":          "",
		"old/acme/aws-queue/main.tf":             "",
	})
	got := map[string]string{}
	for name, call := range cfg.Modules["live"].Calls {
		got[name] = call.Vendored
	}
	if diff := cmp.Diff(map[string]string{"a": "vendor/terraform-aws-s3-bucket", "b": "", "c": ""}, got); diff != "" {
		t.Errorf("vendored (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"live", "old/acme/aws-queue", "vendor/acme/aws-queue"}, cfg.Roots()); diff != "" {
		t.Errorf("roots (-want +got):\n%s", diff)
	}
}
