package configs

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVariants(t *testing.T) {
	cfg := loadText(map[string]string{
		"app/main.tf":                            `variable "env" {}`,
		"app/prod.tfvars":                        `env = "prod"`,
		"app/terraform.tfvars":                   `env = "always"`,
		"app/x.auto.tfvars":                      `env = "always"`,
		"app/env/dev.tfvars":                     `env = "dev"`,
		"app/env/dev2.tfvars.json":               `{"env": "dev2"}`,
		"app/env/common.tfvars":                  `env = "common"`,
		"app/env/example.tfvars":                 `env = "example"`,
		"app/env/other.tfvars":                   `nobody = "declares this"`,
		"app/environments/test/terraform.tfvars": `env = "test"`,
		"app/environments/test/more.tfvars":      `env = "more"`,
		"app/vars/backends/prod.tfvars":          `env = "a backend's"`,
		"app/environments/root/main.tf":          `variable "env" {}`,
		"app/environments/root/own.tfvars":       `env = "own"`,
		"elsewhere/dev.tfvars":                   `env = "dev"`,
	})
	want := []Variant{
		{"dev", []string{"app/env/common.tfvars", "app/env/dev.tfvars"}},
		{"dev2", []string{"app/env/common.tfvars", "app/env/dev2.tfvars.json"}},
		{"prod", []string{"app/env/common.tfvars", "app/prod.tfvars"}},
		{"test", []string{"app/env/common.tfvars", "app/environments/test/more.tfvars", "app/environments/test/terraform.tfvars"}},
	}
	if diff := cmp.Diff(want, cfg.Variants("app")); diff != "" {
		t.Errorf("variants (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Variant{{"own", []string{"app/environments/root/own.tfvars"}}}, cfg.Variants("app/environments/root")); diff != "" {
		t.Errorf("variants of a root in such a folder (-want +got):\n%s", diff)
	}
}
