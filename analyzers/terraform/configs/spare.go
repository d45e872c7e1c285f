package configs

import "strings"

// Spare lists the root modules that nobody runs as they stand, by their directories:
// they lie among modules that are there to be called, ask for values that they are
// not given, and say neither where their state is kept nor which provider they go
// to, while others in the tree do. A tree of nothing but such modules has none: they
// are what it is about.
func (c *Config) Spare() map[string]bool {
	spare, run := map[string]bool{}, false
	for _, dir := range c.Roots() {
		m := c.Modules[dir]
		switch {
		case m.Backend != nil || len(m.Providers) > 0:
			run = true
		case strings.Contains("/"+dir, "/modules/") && !c.used[dir] && len(m.TFVars) == 0 && m.asks():
			spare[dir] = true
		}
	}
	if !run {
		return nil
	}
	return spare
}

// asks says that the module has a variable that must be given a value.
func (m *Module) asks() bool {
	for _, v := range m.variables {
		if v := v.get(); v != nil && v.Default == nil {
			return true
		}
	}
	return false
}
