package terraform

import (
	"testing"

	"github.com/zclconf/go-cty/cty"
)

func TestAddresses(t *testing.T) {
	a := ModuleInstance(nil).Child("a", Key{Value: cty.StringVal(`k"${x}`)}).Child("b", Key{})
	bucket := Resource{Type: "x_bucket", Name: "n"}
	for want, addr := range map[string]AbsInstance{
		"x_bucket.n":        {Resource: bucket},
		"x_bucket.n[3]":     {Resource: bucket, Key: Key{Value: cty.NumberIntVal(3)}},
		`x_bucket.n["é/1"]`: {Resource: bucket, Key: Key{Value: cty.StringVal("é/1")}},
		"x_bucket.n[*]":     {Resource: bucket, Key: Key{Value: cty.UnknownVal(cty.String)}},
		"data.x_bucket.n":   {Resource: Resource{Mode: Data, Type: "x_bucket", Name: "n"}},
		"module.m":          {Resource: Resource{Mode: Call, Type: "org/m/x", Name: "m"}},
		`module.a["k\"$${x}"].module.b.x_bucket.n`: {Module: a, Resource: bucket},
	} {
		if got := addr.String(); got != want {
			t.Errorf("String() = %s, want %s", got, want)
		}
	}
	// A child never writes into its parent's address.
	one, two := a.Child("c", Key{}), a.Child("d", Key{})
	if one.String() == two.String() || len(a) != 2 {
		t.Errorf("children share storage: %s and %s of %s", one, two, a)
	}
}
