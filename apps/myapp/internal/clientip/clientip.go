// Package clientip finds out from which address a request really comes.
package clientip

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

const header = "X-Forwarded-For"

// unknown stands for a peer that has no address, as on a Unix socket.
var unknown = netip.IPv4Unspecified()

// Proxies are the proxies whose word on forwarded addresses is believed. The zero value believes nobody.
type Proxies struct {
	networks []netip.Prefix
}

// Parse reads a comma-separated list of networks (CIDR) and addresses; an empty list believes nobody. The error tells
// every entry that is neither.
func Parse(list string) (Proxies, error) {
	var proxies Proxies
	var problems []error
	for entry := range strings.SplitSeq(list, ",") {
		entry = strings.TrimSpace(entry)
		if entry == "" {
			continue
		}
		network, err := parseNetwork(entry)
		if err != nil {
			problems = append(problems, fmt.Errorf("%.80q is no network; expected a CIDR as 10.0.0.0/8, or an address", entry))
			continue
		}
		proxies.networks = append(proxies.networks, network)
	}
	if len(problems) > 0 {
		return Proxies{}, errors.Join(problems...)
	}
	return proxies, nil
}

func parseNetwork(entry string) (netip.Prefix, error) {
	if !strings.Contains(entry, "/") {
		addr, err := netip.ParseAddr(entry)
		if err != nil || addr.Zone() != "" {
			return netip.Prefix{}, errors.New("no address")
		}
		addr = addr.Unmap()
		return netip.PrefixFrom(addr, addr.BitLen()), nil
	}
	network, err := netip.ParsePrefix(entry)
	switch {
	case err != nil:
		return netip.Prefix{}, err
	case !network.Addr().Is4In6():
		return network.Masked(), nil
	case network.Bits() < 96:
		return netip.Prefix{}, errors.New("wider than the mapped IPv4 addresses")
	default:
		return netip.PrefixFrom(network.Addr().Unmap(), network.Bits()-96).Masked(), nil
	}
}

func (p Proxies) believe(addr netip.Addr) bool {
	return slices.ContainsFunc(p.networks, func(network netip.Prefix) bool { return network.Contains(addr) })
}

// Of returns the address of the client: that of the peer, or what trusted proxies say of it. X-Forwarded-For is read from
// the right, since everything left of the first proxy that is not trusted may be made up; something malformed ends it.
// The address has no zone, and IPv4 mapped into IPv6 is IPv4. Where the peer has no address it is 0.0.0.0.
func (p Proxies) Of(r *http.Request) netip.Addr {
	client, ok := parseHop(r.RemoteAddr)
	if !ok {
		client = unknown
	}
	if len(p.networks) == 0 {
		return client
	}
	for _, line := range slices.Backward(r.Header[header]) {
		for more := true; more; {
			var hop string
			line, hop, more = cutLast(line)
			if !p.believe(client) {
				return client
			}
			addr, ok := parseHop(hop)
			if !ok {
				return client
			}
			client = addr
		}
	}
	return client
}

func cutLast(list string) (before, last string, more bool) {
	comma := strings.LastIndexByte(list, ',')
	if comma < 0 {
		return "", list, false
	}
	return list[:comma], list[comma+1:], true
}

// parseHop reads an address, IPv6 in brackets or not, with a port or not. It looks before it parses, since an error of
// parsing costs more than an address.
func parseHop(hop string) (netip.Addr, bool) {
	hop = strings.Trim(hop, " \t")
	inner, bracketed := strings.CutPrefix(hop, "[")
	inner, closed := strings.CutSuffix(inner, "]")
	if bracketed && !closed || strings.Count(hop, ":") == 1 {
		withPort, err := netip.ParseAddrPort(hop)
		return plain(withPort.Addr()), err == nil
	}
	addr, err := netip.ParseAddr(inner)
	return plain(addr), err == nil && bracketed == closed && !(bracketed && addr.Is4())
}

func plain(addr netip.Addr) netip.Addr {
	return addr.WithZone("").Unmap()
}

// Key returns what counts as one client when requests are limited: an IPv4 address, or the first address of the /64 of an
// IPv6 one, since whoever has one address of a /64 has them all.
func Key(client netip.Addr) netip.Addr {
	client = plain(client)
	if !client.Is6() {
		return client
	}
	// It fails only for more bits than an address has.
	network, _ := client.Prefix(64)
	return network.Addr()
}
