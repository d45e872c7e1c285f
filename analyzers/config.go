package analyzers

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/clouds"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/resilience"
	"github.com/resilint/resilint/analyzers/settings"
)

// ConfigFile is the name of the configuration file at the top of a tree.
const ConfigFile = settings.FileName

// Config is a configuration, read and checked. The zero value, and nil, are
// what holds without one.
type Config struct {
	vocab   *clouds.Vocabulary
	tiers   []TierRule
	asserts []settings.Assert
	model   *resilience.Model
}

// ReadConfig reads the text of a configuration file. With errors among the
// diagnostics it must not be used.
func ReadConfig(name string, src []byte) (*Config, hcl.Diagnostics) {
	s, diags := settings.Read(name, src)
	if diags.HasErrors() {
		return nil, diags
	}
	vocab, diags := clouds.Builtin()
	if diags.HasErrors() {
		return nil, diags
	}
	vocab, diags = vocab.WithModules(s.Modules)
	c := &Config{vocab: vocab, asserts: s.Asserts, model: resilience.NewModel(s.Assumptions)}
	for _, svc := range s.Services {
		c.tiers = append(c.tiers, TierRule{Name: svc.Name, Tier: facts.Tier(svc.Tier), From: fmt.Sprintf("service %q", svc.Name), At: svc.Range})
	}
	return c, diags
}

// judgedBy is the model that the configuration's assumptions make, or the built-in one.
func (c *Config) judgedBy() *resilience.Model {
	if c == nil || c.model == nil {
		return resilience.Defaults()
	}
	return c.model
}

// vocabulary is the configuration's, or the built-in one.
func (c *Config) vocabulary() (*clouds.Vocabulary, hcl.Diagnostics) {
	if c == nil || c.vocab == nil {
		return clouds.Builtin()
	}
	return c.vocab, nil
}
