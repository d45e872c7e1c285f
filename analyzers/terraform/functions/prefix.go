package functions

import (
	"fmt"
	"math/big"
	"net/netip"
	"strconv"
	"strings"
)

// network is an address block: its first address as a number, the length of
// its prefix, and how many bits its addresses have.
type network struct {
	base *big.Int
	ones int
	bits int
}

// parseNetwork reads CIDR notation. Leading zeros of an IPv4 octet do not
// make it octal, and are allowed because configurations rely on them.
func parseNetwork(s string) (network, error) {
	host, length, ok := strings.Cut(s, "/")
	if !ok {
		return network{}, fmt.Errorf("%q is not in CIDR notation", s)
	}
	addr, err := parseAddr(host)
	if err != nil {
		return network{}, err
	}
	ones, err := strconv.ParseUint(length, 10, 8)
	if err != nil || int(ones) > addr.BitLen() {
		return network{}, fmt.Errorf("%q has an invalid prefix length", s)
	}
	n := network{base: new(big.Int).SetBytes(addr.AsSlice()), ones: int(ones), bits: addr.BitLen()}
	n.base.Rsh(n.base, n.hostBits()).Lsh(n.base, n.hostBits())
	return n, nil
}

func parseAddr(s string) (netip.Addr, error) {
	octets := strings.Split(s, ".")
	if len(octets) == 4 && !strings.Contains(s, ":") {
		for i, o := range octets {
			octets[i] = strings.TrimLeft(o, "0")
			if o != "" && octets[i] == "" {
				octets[i] = "0"
			}
		}
		s = strings.Join(octets, ".")
	}
	addr, err := netip.ParseAddr(s)
	if err != nil || addr.Zone() != "" {
		return netip.Addr{}, fmt.Errorf("%q is not an IP address", s)
	}
	return addr, nil
}

func (n network) hostBits() uint { return uint(n.bits - n.ones) }

// size is how many addresses the block has.
func (n network) size() *big.Int { return new(big.Int).Lsh(big.NewInt(1), n.hostBits()) }

// end is the first address after the block.
func (n network) end() *big.Int { return new(big.Int).Add(n.base, n.size()) }

// mapped tells whether the block holds IPv4 addresses in IPv6 form, which
// are written as IPv4 addresses.
func (n network) mapped() bool {
	return n.bits == 128 && n.ones >= 96 && addrOf(n.base, n.bits).Is4In6()
}

func (n network) String() string {
	ones := n.ones
	if n.mapped() {
		ones -= 96
	}
	return addrOf(n.base, n.bits).Unmap().String() + "/" + strconv.Itoa(ones)
}

// addrOf turns a number back into an address of so many bits.
func addrOf(n *big.Int, bits int) netip.Addr {
	addr, _ := netip.AddrFromSlice(n.FillBytes(make([]byte, bits/8)))
	return addr
}
