package functions

import (
	"math/big"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/gocty"
)

// maxNewBits is by how much one call may extend a prefix that is followed by
// more subnets.
const maxNewBits = 32

func cidrFuncs() map[string]function.Function {
	prefix := param("prefix", cty.String)
	newbits := param("newbits", cty.Number)
	return map[string]function.Function{
		"cidrcontains": plain(cty.Bool, cidrContains, param("containing_prefix", cty.String), param("contained_ip_or_prefix", cty.String)),
		"cidrhost":     plain(cty.String, cidrHost, prefix, param("hostnum", cty.Number)),
		"cidrnetmask":  plain(cty.String, cidrNetmask, prefix),
		"cidrsubnet":   plain(cty.String, cidrSubnet, prefix, newbits, param("netnum", cty.Number)),
		"cidrsubnets": function.New(&function.Spec{
			Params: []function.Parameter{prefix}, VarParam: &newbits,
			Type:         function.StaticReturnType(cty.List(cty.String)),
			RefineResult: notNull,
			Impl:         func(args []cty.Value, _ cty.Type) (cty.Value, error) { return cidrSubnets(args) },
		}),
	}
}

// networkArg reads an argument in CIDR notation.
func networkArg(args []cty.Value, i int) (network, error) {
	n, err := parseNetwork(args[i].AsString())
	if err != nil {
		return n, function.NewArgErrorf(i, "invalid CIDR expression: %s", err)
	}
	return n, nil
}

// wholeArg reads an argument that must be a whole number of any size.
func wholeArg(args []cty.Value, i int) (*big.Int, error) {
	n, acc := args[i].AsBigFloat().Int(nil)
	if n == nil || acc != big.Exact {
		return nil, function.NewArgErrorf(i, "a whole number is required")
	}
	return n, nil
}

func cidrHost(args []cty.Value) (cty.Value, error) {
	n, err := networkArg(args, 0)
	if err != nil {
		return cty.NilVal, err
	}
	host, err := wholeArg(args, 1)
	if err != nil {
		return cty.NilVal, err
	}
	if host.Sign() < 0 { // counts from the end
		host.Add(host, n.size())
	}
	if host.Sign() < 0 || host.Cmp(n.size()) >= 0 {
		return cty.NilVal, function.NewArgErrorf(1, "prefix %s has no host of that number", n)
	}
	return cty.StringVal(addrOf(host.Add(host, n.base), n.bits).Unmap().String()), nil
}

func cidrNetmask(args []cty.Value) (cty.Value, error) {
	n, err := networkArg(args, 0)
	if err != nil {
		return cty.NilVal, err
	}
	if n.bits != 32 && !n.mapped() {
		return cty.NilVal, function.NewArgErrorf(0, "only IPv4 prefixes have a netmask")
	}
	all := network{base: new(big.Int), bits: n.bits}
	mask := new(big.Int).Sub(all.size(), n.size())
	return cty.StringVal(addrOf(mask, n.bits).String()), nil
}

func cidrSubnet(args []cty.Value) (cty.Value, error) {
	n, err := networkArg(args, 0)
	if err != nil {
		return cty.NilVal, err
	}
	var newbits int
	if err := gocty.FromCtyValue(args[1], &newbits); err != nil {
		return cty.NilVal, function.NewArgErrorf(1, "%s", err)
	}
	num, err := wholeArg(args, 2)
	if err != nil {
		return cty.NilVal, err
	}
	if newbits < 0 || newbits > n.bits-n.ones {
		return cty.NilVal, function.NewArgErrorf(1, "prefix %s cannot be extended by %d bits", n, newbits)
	}
	if num.Sign() < 0 || num.BitLen() > newbits {
		return cty.NilVal, function.NewArgErrorf(2, "%d more bits do not hold a subnet of that number", newbits)
	}
	n.ones += newbits
	n.base = num.Lsh(num, n.hostBits()).Add(num, n.base)
	return cty.StringVal(n.String()), nil
}

func cidrSubnets(args []cty.Value) (cty.Value, error) {
	whole, err := networkArg(args, 0)
	if err != nil {
		return cty.NilVal, err
	}
	if whole.base.Sign() == 0 && len(args) > 1 {
		// Terraform looks for the first subnet from the address before the
		// prefix, and there is none.
		return cty.NilVal, function.NewArgErrorf(0, "prefix %s cannot be divided", whole)
	}
	out := make([]cty.Value, 0, len(args)-1)
	next := whole.base
	for i, arg := range args[1:] {
		var newbits int
		if err := gocty.FromCtyValue(arg, &newbits); err != nil {
			return cty.NilVal, function.NewArgErrorf(i+1, "%s", err)
		}
		if newbits < 1 || newbits > maxNewBits || newbits > whole.bits-whole.ones {
			return cty.NilVal, function.NewArgErrorf(i+1, "prefix %s cannot be extended by %d bits", whole, newbits)
		}
		n := network{ones: whole.ones + newbits, bits: whole.bits}
		n.base = align(next, n.size())
		next = n.end()
		if next.Cmp(whole.end()) > 0 {
			return cty.NilVal, function.NewArgErrorf(i+1, "no room is left in %s for %d more bits", whole, newbits)
		}
		out = append(out, cty.StringVal(n.String()))
	}
	return listOf(cty.List(cty.String), out), nil
}

// align rounds an address up to a multiple of the size of a block.
func align(addr, size *big.Int) *big.Int {
	up := new(big.Int).Add(addr, size)
	up.Sub(up, big.NewInt(1))
	return up.Sub(up, new(big.Int).Mod(up, size))
}

// cidrContains tells whether a block holds all of an address or block.
func cidrContains(args []cty.Value) (cty.Value, error) {
	outer, err := networkArg(args, 0)
	if err != nil {
		return cty.NilVal, err
	}
	inner := args[1].AsString()
	if !strings.Contains(inner, "/") {
		addr, err := parseAddr(inner)
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(1, "invalid IP address: %s", err)
		}
		at := new(big.Int).SetBytes(addr.AsSlice())
		return cty.BoolVal(addr.BitLen() == outer.bits && at.Cmp(outer.base) >= 0 && at.Cmp(outer.end()) < 0), nil
	}
	n, err := networkArg(args, 1)
	if err != nil {
		return cty.NilVal, err
	}
	return cty.BoolVal(n.bits == outer.bits && n.base.Cmp(outer.base) >= 0 && n.end().Cmp(outer.end()) <= 0), nil
}
