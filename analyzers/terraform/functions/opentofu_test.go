package functions_test

import (
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// TestOpenTofu covers the functions that terraform console does not have.
func TestOpenTofu(t *testing.T) {
	ctx := scope(functions.Options{})
	for src, want := range map[string]cty.Value{
		`base64gunzip(base64gzip("Hello, 日本!"))`:                cty.StringVal("Hello, 日本!"),
		`base64gunzip(base64gzip(""))`:                          cty.StringVal(""),
		`can(base64gunzip("aGk="))`:                             cty.False,
		`can(base64gunzip("*"))`:                                cty.False,
		`urldecode("mailto%3Afoo%3Dbar%40localhost")`:           cty.StringVal("mailto:foo=bar@localhost"),
		`urldecode("%E6%BC%A2%E5%AD%97+x")`:                     cty.StringVal("漢字 x"),
		`can(urldecode("%zz"))`:                                 cty.False,
		`can(urldecode("%ff"))`:                                 cty.False,
		`cidrcontains("192.168.2.0/20", "192.168.2.1")`:         cty.True,
		`cidrcontains("192.168.2.0/20", "192.168.2.0/22")`:      cty.True,
		`cidrcontains("192.168.2.0/20", "192.126.2.1")`:         cty.False,
		`cidrcontains("192.168.2.0/20", "192.126.2.0/18")`:      cty.False,
		`cidrcontains("192.168.2.0/20", "192.168.0.0/16")`:      cty.False,
		`cidrcontains("fe80::/48", "fe80::1")`:                  cty.True,
		`cidrcontains("fe80::/48", "10.0.0.1")`:                 cty.False,
		`cidrcontains("0.0.0.0/0", "255.255.255.255")`:          cty.True,
		`can(cidrcontains("not-a-cidr", "192.168.2.1"))`:        cty.False,
		`can(cidrcontains("192.168.2.0/20", "not-an-address"))`: cty.False,
	} {
		got, err := evaluate(ctx, src)
		if err != nil {
			t.Errorf("%s: %s", src, err)
			continue
		}
		wantValue(t, src, got, want)
	}
}
