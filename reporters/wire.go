package reporters

// The structs of this file are resilint.report/v1, field by field and in this
// order. Fields may be added, never renamed or removed: docs/report.schema.json
// is the promise. Pointers are numbers and truths that may be unknown (null);
// strings are never null and lists are never missing.

type wireReport struct {
	Schema       string           `json:"schema"`
	Tool         wireTool         `json:"tool"`
	Root         string           `json:"root"`
	Summary      wireSummary      `json:"summary"`
	Roots        []wireRoot       `json:"roots"`
	Buckets      []wireBucket     `json:"buckets"`
	Services     []wireService    `json:"services"`
	Dependencies []wireDependency `json:"dependencies"`
	Backings     []wireBacking    `json:"backings,omitempty"`
	SPOFs        []wireSPOF       `json:"spofs"`
	RiskGroups   []wireGroup      `json:"risk_groups"`
	Findings     []wireFinding    `json:"findings"`
	Diagnostics  []wireDiagnostic `json:"diagnostics"`
	Unresolved   []wireUnresolved `json:"unresolved"`
	Rules        []wireRule       `json:"rules"`
}

type wireTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type wireSummary struct {
	Grade               string     `json:"grade"`
	Index               *float64   `json:"index"`
	GrossIndex          *float64   `json:"gross_index"`
	Worst               float64    `json:"worst"`
	Services            int        `json:"services"`
	Buckets             int        `json:"buckets"`
	SingleRegionBuckets int        `json:"single_region_buckets"`
	SPOFs               int        `json:"spofs"`
	Findings            wireLevels `json:"findings"`
	Suppressed          int        `json:"suppressed"`
	Unresolved          int        `json:"unresolved"`
	Files               int        `json:"files"`
	Incomplete          bool       `json:"incomplete"`
}

type wireLevels struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Note    int `json:"note"`
}

type wireRoot struct {
	Path    string `json:"path"`
	Variant string `json:"variant,omitempty"`
	Kind    string `json:"kind"`
}

type wireEvidence struct {
	File string `json:"file"`
	Line *int   `json:"line"`
	Text string `json:"text"`
}

type wireLocation struct {
	File    string `json:"file"`
	Line    *int   `json:"line"`
	EndLine *int   `json:"end_line"`
}

type wireReason struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

type wireBucket struct {
	ID             string        `json:"id"`
	Address        string        `json:"address"`
	Root           string        `json:"root"`
	Variant        string        `json:"variant,omitempty"`
	Parent         string        `json:"parent,omitempty"`
	Provider       string        `json:"provider"`
	Type           string        `json:"type"`
	Name           string        `json:"name"`
	NamePrefix     string        `json:"name_prefix,omitempty"`
	Region         string        `json:"region"`
	Regions        []string      `json:"regions"`
	RegionEvidence wireEvidence  `json:"region_evidence"`
	Scope          string        `json:"scope"`
	ScopeEvidence  wireEvidence  `json:"scope_evidence"`
	SingleRegion   bool          `json:"single_region"`
	Rung           *int          `json:"rung"`
	RungName       string        `json:"rung_name"`
	RungBest       *int          `json:"rung_best,omitempty"`
	Reasons        []wireReason  `json:"reasons"`
	Purpose        string        `json:"purpose"`
	DataClass      string        `json:"data_class,omitempty"`
	Declared       bool          `json:"declared"`
	ThirdParty     bool          `json:"third_party,omitempty"`
	Replicas       []wireReplica `json:"replicas"`
	Switch         wireSwitch    `json:"switch"`
	Guards         wireGuards    `json:"guards"`
	Location       wireLocation  `json:"location"`
}

type wireReplica struct {
	Bucket    string       `json:"bucket"`
	Name      string       `json:"name"`
	Region    string       `json:"region"`
	Mechanism string       `json:"mechanism"`
	Effective *bool        `json:"effective"`
	Condition string       `json:"condition,omitempty"`
	Reasons   []wireReason `json:"reasons"`
}

type wireSwitch struct {
	Kind    string   `json:"kind"`
	Via     string   `json:"via"`
	Members []string `json:"members"`
	Serves  []string `json:"serves,omitempty"`
	Home    string   `json:"home,omitempty"`
}

type wireGuards struct {
	Versioning     *bool                   `json:"versioning"`
	Lock           *bool                   `json:"lock"`
	SoftDelete     *bool                   `json:"soft_delete"`
	PreventDestroy *bool                   `json:"prevent_destroy"`
	ForceDestroy   *bool                   `json:"force_destroy"`
	Evidence       map[string]wireEvidence `json:"evidence"`
}

type wireService struct {
	ID           string       `json:"id"`
	Address      string       `json:"address"`
	Root         string       `json:"root"`
	Variant      string       `json:"variant,omitempty"`
	Name         string       `json:"name"`
	Kind         string       `json:"kind"`
	Provider     string       `json:"provider"`
	Region       string       `json:"region"`
	Tier         string       `json:"tier"`
	TierEvidence wireEvidence `json:"tier_evidence"`
	Members      []string     `json:"members,omitempty"`
	Downtime     *float64     `json:"expected_downtime_minutes"`
	Location     wireLocation `json:"location"`
}

type wireDependency struct {
	Service    string         `json:"service"`
	Bucket     string         `json:"bucket,omitempty"`
	OnService  string         `json:"on_service,omitempty"`
	Backing    string         `json:"backing,omitempty"`
	Access     string         `json:"access"`
	Need       string         `json:"need"`
	Via        string         `json:"via"`
	Confidence string         `json:"confidence"`
	Rung       *int           `json:"rung"`
	RungName   string         `json:"rung_name"`
	Reasons    []wireReason   `json:"reasons"`
	Evidence   []wireEvidence `json:"evidence"`
}

type wireSPOF struct {
	ID         string                `json:"id"`
	Event      string                `json:"event"`
	Kind       string                `json:"kind"`
	Bucket     string                `json:"bucket"`
	Services   []wireAffected        `json:"services"`
	Score      float64               `json:"score"`
	Vector     string                `json:"vector"`
	Factors    map[string]wireFactor `json:"factors"`
	RTOMinutes *float64              `json:"rto_minutes"`
	RPOMinutes *float64              `json:"rpo_minutes"`
	Confidence string                `json:"confidence"`
}

type wireGroup struct {
	Events     []string `json:"events"`
	Services   []string `json:"services"`
	Confidence string   `json:"confidence"`
}

type wireAffected struct {
	ID       string `json:"id"`
	Need     string `json:"need"`
	Tier     string `json:"tier"`
	Rung     int    `json:"rung"`
	RungName string `json:"rung_name"`
}

type wireFactor struct {
	Value    float64      `json:"value"`
	Reason   string       `json:"reason"`
	Evidence wireEvidence `json:"evidence"`
}

type wireFinding struct {
	Fingerprint string           `json:"fingerprint"`
	LineHash    string           `json:"line_hash,omitempty"`
	Rule        string           `json:"rule"`
	Name        string           `json:"name"`
	Level       string           `json:"level"`
	Score       float64          `json:"score"`
	Confidence  string           `json:"confidence"`
	Message     string           `json:"message"`
	Subject     string           `json:"subject"`
	Bucket      string           `json:"bucket,omitempty"`
	SPOF        string           `json:"spof,omitempty"`
	Variant     string           `json:"variant,omitempty"`
	Variants    []string         `json:"variants,omitempty"`
	Services    []string         `json:"services"`
	Location    wirePlace        `json:"location"`
	Related     []wireEvidence   `json:"related"`
	Trace       []wireEvidence   `json:"trace"`
	Suppressed  bool             `json:"suppressed"`
	Suggestions []wireSuggestion `json:"suggestions"`
}

type wirePlace struct {
	File    string `json:"file"`
	Line    *int   `json:"line"`
	Column  *int   `json:"column"`
	EndLine *int   `json:"end_line"`
}

type wireSuggestion struct {
	Architecture string     `json:"architecture"`
	Title        string     `json:"title"`
	Protects     string     `json:"protects"`
	RTO          string     `json:"rto"`
	RPO          string     `json:"rpo"`
	Cost         string     `json:"cost"`
	Effort       string     `json:"effort"`
	RungBefore   int        `json:"rung_before"`
	RungAfter    int        `json:"rung_after"`
	ScoreAfter   float64    `json:"score_after"`
	IndexAfter   float64    `json:"index_after"`
	Proved       bool       `json:"proved"`
	Edits        []struct{} `json:"edits"` // filled once fixes are written as Terraform
	Steps        []string   `json:"steps"`
	Caveats      []string   `json:"caveats"`
	Test         string     `json:"test"`
}

type wireDiagnostic struct {
	Severity string `json:"severity"`
	Summary  string `json:"summary"`
	Detail   string `json:"detail"`
	File     string `json:"file"`
	Line     *int   `json:"line"`
}

type wireUnresolved struct {
	What string `json:"what"`
	Why  string `json:"why"`
	File string `json:"file"`
	Line *int   `json:"line"`
}

type wireRule struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Summary   string `json:"summary"`
	Help      string `json:"help"`
	Level     string `json:"level"`
	Precision string `json:"precision"`
}
