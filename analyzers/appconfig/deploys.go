package appconfig

import (
	"slices"

	"github.com/resilint/resilint/analyzers/facts"
)

// packaged reads the bucket to which a command uploads the code of a stack that it makes
// or updates: those of SAM, and Amazon's own.
func (f *finder) packaged(line []*setting, region string) {
	at := slices.IndexFunc(line, func(s *setting) bool { return slices.Contains([]string{"sam", "aws"}, base(s.value)) })
	if at < 0 || saying[base(line[0].value)] || !packages(line[at:]) {
		return
	}
	line = line[at:]
	bucket := named(line, "--s3-bucket")
	if bucket == nil {
		return
	}
	if v := resolve(bucket.value); isBucketName(v.text) {
		f.bucketOf(bucket, Mention{Provider: "aws", Bucket: v.text, References: v.references, Access: facts.Artifact}, "", firstOf(flag(line, "--region"), region))
	}
}

// packages says that a command uploads code before it makes a stack of it.
func packages(line []*setting) bool {
	return hasWord(line, "deploy", "package") && (base(line[0].value) == "sam" || hasWord(line, "cloudformation"))
}
