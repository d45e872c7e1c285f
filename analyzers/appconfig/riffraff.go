package appconfig

import "github.com/resilint/resilint/analyzers/facts"

// artifactBucket is the parameter in which Riff-Raff looks up a bucket's name, where a
// deployment does not say another.
const artifactBucket = "/account/services/artifact.bucket"

// isRiffRaff says that a document tells Riff-Raff what to deploy.
func isRiffRaff(f *finder, root *setting) bool {
	return hasBase("riff-raff.yaml", "riff-raff.yml")(f, root) && root.child("deployments") != nil
}

// findRiffRaff reads the buckets to which deployments bring what is to run.
func findRiffRaff(f *finder, root *setting, _ *estate) {
	for _, d := range root.child("deployments").items() {
		template := root.at("templates", d.child("template").text())
		parameter := func(key string) *setting {
			if own := d.at("parameters", key); own != nil {
				return own
			}
			return template.at("parameters", key)
		}
		sub := f.named(firstText(d.key, d.child("app"), template.child("app")))
		sub.access, sub.need = facts.Artifact, facts.Soft
		sub.deployed(parameter)
		f.take(sub)
	}
}

// deployed adds the bucket of a deployment: by its name, or as one that is looked up.
func (f *finder) deployed(parameter func(key string) *setting) {
	if s := parameter("bucket"); s.text() != "" {
		if v := resolve(s.text()); isBucketName(v.text) {
			f.add(Mention{Provider: "aws", Bucket: v.text, Locator: shown(s.text()), Certain: !v.open(), References: v.references}, s)
		}
		return
	}
	if s := parameter("bucketSsmLookup"); isOn(s.text()) {
		bucket := "${ssm:" + firstOf(parameter("bucketSsmKey").text(), artifactBucket) + "}"
		f.add(Mention{Provider: "aws", Bucket: bucket, Locator: bucket}, s)
	}
}
