package configs

import (
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/terraform"
)

// RemoteState is the data source, built into Terraform, that reads another
// root's outputs.
const RemoteState = "terraform_remote_state"

// identity lists the settings that tell one state from another, by backend.
func identity(backend string) []string {
	switch backend {
	case "s3":
		return []string{"bucket", "key"}
	case "gcs":
		return []string{"bucket", "prefix"}
	case "azurerm":
		return []string{"storage_account_name", "container_name", "key"}
	}
	return nil
}

// StateKey names a state by its backend's settings; empty when one of those
// that tell states apart is not known.
func StateKey(backend string, setting func(name string) (string, bool)) string {
	names := identity(backend)
	if len(names) == 0 {
		return ""
	}
	parts := []string{backend}
	for _, name := range names {
		v, ok := setting(name)
		if !ok {
			return ""
		}
		parts = append(parts, v)
	}
	return strings.Join(parts, "\x00")
}

// RootOf finds the root module that keeps its state under a key. A key that
// several roots use names none.
func (c *Config) RootOf(key string) (dir string, ok bool) {
	c.statesOnce.Do(func() {
		c.states = map[string][]string{}
		// Where states are read, roots without one may be let go of meanwhile.
		c.addStates(c.Modules, func(dir string) bool { return c.shared[dir] || !c.reads })
		c.addStates(c.kept, func(string) bool { return true })
	})
	if dirs := c.states[key]; len(dirs) == 1 {
		return dirs[0], true
	}
	return "", false
}

func (c *Config) addStates(roots map[string]*Module, kept func(dir string) bool) {
	for dir, m := range roots {
		if !kept(dir) || m.Backend == nil || installed(dir) {
			continue
		}
		for _, b := range c.Backends(m, "") {
			k := StateKey(b.Type, func(name string) (string, bool) { return literal(b.Body.Attributes[name]) })
			if k != "" && !slices.Contains(c.states[k], dir) {
				c.states[k] = append(c.states[k], dir)
			}
		}
	}
}

// Keep notes a root module that is none of the Config's own, so that its state
// can be found.
func (c *Config) Keep(root string, m *Module) {
	if c.kept == nil {
		c.kept = map[string]*Module{}
	}
	c.kept[root] = m
}

// keepStates marks every root with a state as shared, if some module reads the
// state of another.
func (c *Config) keepStates() {
	for _, m := range c.Modules {
		for addr := range m.resources {
			c.reads = c.reads || addr.Mode == terraform.Data && addr.Type == RemoteState
		}
	}
	for dir, m := range c.Modules {
		if c.reads && m.Backend != nil {
			c.shared[dir] = true
		}
	}
}
