package appconfig

import "strings"

// findTraefik reads the dynamic settings of Traefik. A failover service switches
// only where the main one is checked, or errors are named.
func findTraefik(f *finder, root *setting, _ *estate) {
	services := root.at("http", "services")
	one := map[string]*finder{}
	for _, s := range services.items() {
		sub := f.named(s.key)
		for _, server := range s.at("loadBalancer", "servers").items() {
			if url := server.child("url"); url != nil {
				sub.serve(url, url.text())
			}
		}
		one[s.key] = sub
	}
	for _, s := range services.items() {
		failover := s.child("failover")
		main := failover.child("service").text()
		checked := services.at(main, "loadBalancer", "healthCheck") != nil || failover.at("errors", "status") != nil
		if failover == nil || !checked {
			continue
		}
		both := f.named(s.key)
		for _, name := range []string{main, failover.child("fallback").text()} {
			if sub := one[name]; sub != nil {
				for _, m := range sub.found {
					m.Service = s.key
					both.found = append(both.found, m)
				}
				delete(one, name)
			}
		}
		both.join(Auto, func(*Mention) bool { return true })
		f.take(both)
	}
	for _, s := range services.items() {
		if sub := one[s.key]; sub != nil {
			f.take(sub)
		}
	}
}

// findEnvoy reads the clusters of Envoy. Endpoints of a lower priority answer
// when health checks say that the others do not.
func findEnvoy(f *finder, root *setting, _ *estate) {
	for _, cluster := range root.at("static_resources", "clusters").items() {
		sub := f.named(cluster.child("name").text())
		priorities := map[string]bool{}
		for _, group := range cluster.at("load_assignment", "endpoints").items() {
			found := len(sub.found)
			group.each(func(s *setting) {
				if s.key == "address" && s.leaf {
					sub.serve(s, s.text())
				}
			})
			if len(sub.found) > found {
				priorities[strings.TrimSpace(group.child("priority").text())] = true
			}
		}
		if len(priorities) > 1 && (cluster.child("health_checks") != nil || cluster.child("outlier_detection") != nil) {
			sub.join(Auto, func(*Mention) bool { return true })
		}
		f.take(sub)
	}
}
