package appconfig

// findLoose reads settings of no known shape: its keys, and the lists of variables
// that platforms take.
func findLoose(f *finder, root *setting, _ *estate) {
	root = f.strayPods(root)
	f.settings(root)
	f.lists(root)
}

// lists reads the variables that stand as names beside values.
func (f *finder) lists(root *setting) {
	root.each(func(s *setting) {
		if s.leaf || !isVariables(s.key) && !platformLists[s.key] {
			return
		}
		group := &setting{key: s.key, parent: s.parent, line: s.line}
		for _, item := range s.below {
			if !item.leaf {
				one := &setting{list: s.list, below: []*setting{item}}
				group.pairs(one)
			}
		}
		f.environment(group)
	})
}

// platformLists are the keys under which platforms take variables.
var platformLists = map[string]bool{
	"variables": true, "envVars": true, "environmentVariables": true, "EnvironmentVariables": true, "environmentFiles": true, "envs": true, "app_settings": true,
	"appSettings": true, "option_settings": true, "config_vars": true,
}

// isApp says that a document tells a platform what to run.
func isApp(_ *finder, root *setting) bool {
	return root.child("applications") != nil || root.child("containerDefinitions") != nil || root.child("services") != nil && root.child("services").list || root.child("kind").text() == "Service"
}

// findApp reads what a platform runs, each by its own name.
func findApp(f *finder, root *setting, e *estate) {
	apps := firstSetting(root, "applications", "services")
	if apps == nil || !apps.list {
		sub := f.named(firstText("", root.child("family"), root.child("name")))
		findLoose(sub, root, e)
		f.take(sub)
		return
	}
	for _, one := range apps.below {
		sub := f.named(firstText("", one.child("name")))
		findLoose(sub, one, e)
		f.take(sub)
	}
	rest := root.without(apps)
	findLoose(f, rest, e)
}
