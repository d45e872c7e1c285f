package source

import (
	"path"
	"strings"
)

// KindOf tells a file's kind from its path.
func KindOf(name string) Kind {
	base := path.Base(name)
	switch {
	case strings.HasPrefix(base, ".#"), strings.HasSuffix(base, "~"):
		return Ignored // editors' leavings, which Terraform skips too
	case has(base, ".tftest.hcl", ".tofutest.hcl", ".tfmock.hcl", ".tofumock.hcl", ".tftest.json", ".tofutest.json"):
		return Tests
	case has(base, ".tfstack.hcl", ".tfcomponent.hcl", ".tfdeploy.hcl", ".tfstack.json", ".tfcomponent.json", ".tfdeploy.json"):
		return Stack
	case has(base, ".tf", ".tofu"):
		return Terraform
	case has(base, ".tf.json", ".tofu.json"):
		return TerraformJSON
	case base == "terraform.tfvars", has(base, ".auto.tfvars"):
		return TFVars
	case base == "terraform.tfvars.json", has(base, ".auto.tfvars.json"):
		return TFVarsJSON
	case has(base, ".tfvars", ".tfvars.json", ".tfbackend"), has(base, ".hcl") && ForBackend(name) && !strings.Contains(name, "vault"): // a store of secrets has backends too
		return VarFile
	case (base == "terragrunt.hcl" || base == "terragrunt.stack.hcl") && path.Base(path.Dir(name)) != ".boilerplate": // a template of one
		return Terragrunt
	case strings.HasSuffix(name, ".terraform/modules/modules.json"):
		return ModuleManifest
	}
	return Ignored
}

// ForBackend says that a file is named for the settings of a backend, as
// prod.s3.tfbackend, backend-prod.hcl and backends/prod.tfvars are.
func ForBackend(name string) bool {
	return strings.Contains(path.Base(name), "backend") || strings.HasPrefix(path.Base(path.Dir(name)), "backend")
}

// read says that files of a kind are read.
func (k Kind) read() bool { return k != Ignored && k != Tests && k != Stack }

func has(name string, suffixes ...string) bool {
	for _, s := range suffixes {
		if strings.HasSuffix(name, s) && len(name) > len(s) {
			return true
		}
	}
	return false
}

// skippedDir says that nothing below a directory is part of the estate.
func skippedDir(name string) bool {
	base, parent := path.Base(name), path.Base(path.Dir(name))
	if parent == ".terraform" {
		return base != "modules" // providers and plug-in caches
	}
	switch base {
	case ".git", "node_modules", ".terragrunt-cache", ".hg", ".svn":
		return true
	}
	return false
}
