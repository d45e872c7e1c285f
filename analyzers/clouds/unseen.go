package clouds

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/terraform"
)

// unseenSpec is what a module runs that is not on disk, as the words of its source tell.
type unseenSpec struct {
	Kind      string          `hcl:"kind,label"`
	Words     string          `hcl:"words"`              // pattern of what a source ends in, its words joined by "-"
	Endpoints string          `hcl:"endpoints,optional"` // pattern of the outputs by which others call it
	Front     bool            `hcl:"front,optional"`     // it is nothing but a way to others
	Relays    bool            `hcl:"relays,optional"`    // it answers with what those behind it answer
	Arguments []*argumentSpec `hcl:"argument,block"`

	words, endpoints *regexp.Regexp
}

// argumentSpec says what a service relies on that is handed to its module.
type argumentSpec struct {
	Like   string `hcl:"like"`         // pattern of the argument's name
	But    string `hcl:"but,optional"` // of those that are meant for something else
	Access string `hcl:"access"`
	Need   string `hcl:"need"`
	Via    string `hcl:"via"`

	like, but *regexp.Regexp
	use       *useSpec
}

// ready compiles the patterns.
func (u *unseenSpec) ready() hcl.Diagnostics {
	diags := append(pattern(u.Kind, `(?:\A|-)(?:`+u.Words+`)\z`, &u.words), pattern(u.Kind, u.Endpoints, &u.endpoints)...)
	for _, a := range u.Arguments {
		diags = append(append(diags, pattern(u.Kind, a.Like, &a.like)...), pattern(u.Kind, a.But, &a.but)...)
		a.use = &useSpec{Access: a.Access, Need: a.Need, Via: a.Via}
	}
	return diags
}

// calledBy says that others call the service by an output of its module.
func (u *unseenSpec) calledBy(output string) bool {
	return u.endpoints != nil && u.endpoints.MatchString(strings.ToLower(output))
}

// argument is what an argument of the module is for; nil when nothing says.
func (u *unseenSpec) argument(name string) *argumentSpec {
	for _, a := range u.Arguments {
		if a.like.MatchString(name) && (a.but == nil || !a.but.MatchString(name)) {
			return a
		}
	}
	return nil
}

// plainStep is a step of a source that tells nothing of what the module makes.
var plainStep = regexp.MustCompile(`\A(?:|\.+|terraform|modules?|main|src|infra|this|v?[0-9.]+)\z`)

// toldBy is what the last telling step of a call's source or, where none tells
// anything, the call's own name says that the module runs.
func (c *catalog) toldBy(in *terraform.Instance) *unseenSpec {
	steps := append([]string{in.Addr.Resource.Name}, strings.Split(moduleName(in.Addr.Resource.Type), "/")...)
	for _, step := range slices.Backward(steps) {
		step = strings.ReplaceAll(strings.ToLower(step), "_", "-")
		if plainStep.MatchString(step) || c.clouds[step] != nil {
			continue
		}
		if i := slices.IndexFunc(c.unseen, func(u *unseenSpec) bool { return u.words.MatchString(step) }); i >= 0 {
			return c.unseen[i]
		}
		break
	}
	return nil
}

var (
	// environment is an argument that gives a workload its settings.
	environment = regexp.MustCompile(`(?i)\A(?:[a-z_]+_)?(?:env|envs|environment|env_vars|env_variables|environment_vars|environment_variables|app_settings|container_definitions?|containers)\z`)
	// codeGiven is an argument that says that there is one.
	codeGiven = regexp.MustCompile(`\A(?:handler|runtime|image_uri|container_image|lambda_handler|lambda_runtime)\z`)
	// fronted is an argument that names what sends a workload its requests.
	fronted = regexp.MustCompile(`\A(?:[a-z]+_)*target_group_arns?\z`)
	// calling is an output that says what a workload is called, or where it is: no definition of it.
	calling = regexp.MustCompile(`(?i)(?:\A|_)(?:names?|ids?|arns?|ur[il]s?|host_?names?|host|domain|fqdn|endpoint|ip|ips|port|address(?:es)?)\z`)
	// moduleNames are the arguments that name a workload, the plainest first.
	moduleNames = []string{"service_name", "function_name", "app_name", "task_name", "container_name", "step_function_name", "name"}

	settingUse = &useSpec{Access: string(facts.Read), Need: string(facts.Hard), Via: string(facts.ViaEnv)}
	codeUse    = &useSpec{Access: string(facts.Artifact), Need: string(facts.Soft), Via: string(facts.ViaAttribute), Named: true}
)

// unseen is what a module that is not on disk runs, as far as its arguments and its
// words tell: what is given an environment runs. How it is made is not seen, so all
// that it relies on is possible, and it counts only while it leads to a bucket. It
// says whether the service relays what is sent to it. What the permissions among the
// arguments allow, the service may do.
func (c *collector) unseen(in *terraform.Instance, may *document) (relays bool) {
	d := &serviceDraft{inst: in, unseen: true, front: true, told: c.v.catalog.toldBy(in)}
	runs := false
	for _, name := range in.Body.Names() {
		runs = c.argument(in, d, name) || runs
	}
	switch {
	case runs:
		d.Kind = "module"
	case d.told != nil && len(d.uses)+len(d.relies) > 0 || d.told != nil && d.told.Relays:
		d.Kind, d.relays = d.told.Kind, d.told.Relays
	default:
		return false
	}
	d.Address, d.Root, d.Variant = in.Addr.String(), c.d.unit.root, c.d.unit.variant
	d.ID, d.Location, d.End = c.id(d.Address), in.DeclRange, in.End
	d.Name = plainName(in)
	for _, arg := range moduleNames {
		if text, ok := in.Body.Attr(arg).Text(); ok && text != "" {
			d.Name = text
			break
		}
	}
	c.d.services = append(c.d.services, d)
	c.permit(in, may)
	return d.relays
}

// permit gives the service behind a module what the module is handed to permit, unless
// it says itself for whom that is. Whose actions they are tells the cloud.
func (c *collector) permit(in *terraform.Instance, may *document) {
	for _, cloud := range c.v.catalog.ordered {
		own := &document{}
		for _, st := range may.statements {
			if len(st.to) == 0 && slices.ContainsFunc(st.actions, cloud.knows) {
				own.statements = append(own.statements, st)
			}
		}
		if len(own.statements) > 0 {
			c.d.grants = append(c.d.grants, grantDraft{inst: in, cloud: cloud, spec: &grantSpec{}, inline: own, at: in.DeclRange})
		}
	}
}

// knows says that an action is one of the cloud's own, not just a wildcard.
func (c *cloudSpec) knows(action string) bool {
	return strings.Contains(action, ":") && grants(action, slices.Concat(c.Read, c.Write, c.List, c.Call, c.Send, c.Take))
}

// argument reads an argument of a module that is not on disk. It says whether what
// is given it runs.
func (c *collector) argument(in *terraform.Instance, d *serviceDraft, name string) (runs bool) {
	t := in.Body.Attr(name)
	_, text := t.Text()
	switch {
	case codeGiven.MatchString(name):
		return true
	case name == "s3_bucket":
		d.take(t, codeUse)
	case fronted.MatchString(name):
		c.behind(in, t)
	case !text && environment.MatchString(name):
		return d.take(t, settingUse)
	case d.told != nil:
		if a := d.told.argument(name); a != nil {
			d.rely(t, a.use)
		}
	}
	return false
}

// take adds uses of what an argument holds, and says whether it holds settings: a
// single text that is not known is the name of an environment.
func (s *serviceDraft) take(t *terraform.Term, use *useSpec) (settings bool) {
	for _, r := range refsUnder(t, "") {
		r.maybe = true
		s.uses = append(s.uses, useDraft{ref: r, spec: use})
		settings = settings || r.key != "" || r.known || len(r.origins) > 0
	}
	return settings
}

// rely adds uses of what an argument refers to, and the services that it leads to.
func (s *serviceDraft) rely(t *terraform.Term, use *useSpec) {
	for _, r := range refsUnder(t, "") {
		if len(r.origins) == 0 {
			continue
		}
		r.key, r.maybe = "", true
		s.uses = append(s.uses, useDraft{ref: r, spec: use})
		if use.Access != string(facts.Logs) {
			s.relies = append(s.relies, relyDraft{ref: r, access: asked(facts.Access(use.Access)), need: facts.Need(use.Need)})
		}
	}
}

// behind puts a module behind what sends it its requests.
func (c *collector) behind(in *terraform.Instance, t *terraform.Term) {
	for _, r := range refsUnder(t, "") {
		for _, o := range r.origins {
			c.d.aliases[o.Instance] = append(c.d.aliases[o.Instance], ref{origins: []terraform.Origin{{Instance: in}}, places: r.places, maybe: true})
		}
	}
}

// handedOn drops those of them that hand what they are given on to another service,
// as a module does that makes the definition of a container.
func (c *collector) handedOn() {
	if !slices.ContainsFunc(c.d.services, func(s *serviceDraft) bool { return s.unseen }) {
		return
	}
	given := map[*terraform.Instance]bool{}
	for _, s := range c.d.services {
		for _, u := range s.uses {
			for _, o := range u.origins {
				given[o.Instance] = given[o.Instance] || o.Instance != s.inst && u.spec != codeUse && !calling.MatchString(o.Attr)
			}
		}
	}
	c.d.services = slices.DeleteFunc(c.d.services, func(s *serviceDraft) bool { return s.unseen && s.Kind == "module" && given[s.inst] })
}
