package clientip_test

import (
	"net/http"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.com/shop/myapp/internal/clientip"
)

var (
	bracketed = regexp.MustCompile(`(?s)\A\[(.*:.*)\](:[0-9]+)?\z`)
	withPort  = regexp.MustCompile(`\A([0-9.]+):[0-9]+\z`)
)

// model is the same in another way: all lines as one list, every hop taken apart by patterns, from the right.
func model(networks []netip.Prefix, peer string, lines []string) netip.Addr {
	read := func(hop string) (netip.Addr, bool) {
		hop = strings.Trim(hop, " \t")
		port := hop[strings.LastIndexByte(hop, ':')+1:]
		switch {
		case bracketed.MatchString(hop):
			if !strings.HasSuffix(hop, "]") && !isPort(port) {
				return netip.Addr{}, false
			}
			hop = bracketed.FindStringSubmatch(hop)[1]
		case withPort.MatchString(hop):
			if !isPort(port) {
				return netip.Addr{}, false
			}
			hop = withPort.FindStringSubmatch(hop)[1]
		case strings.HasSuffix(hop, "]"):
			// A zone may hold anything, but this is a bracket that was not opened.
			return netip.Addr{}, false
		}
		addr, err := netip.ParseAddr(hop)
		return addr.WithZone("").Unmap(), err == nil
	}
	client, ok := read(peer)
	if !ok {
		client = netip.MustParseAddr("0.0.0.0")
	}
	var hops []string
	if len(lines) > 0 {
		hops = strings.Split(strings.Join(lines, ","), ",")
	}
	for _, hop := range slices.Backward(hops) {
		believed := slices.ContainsFunc(networks, func(n netip.Prefix) bool { return n.Contains(client) })
		addr, ok := read(hop)
		if !believed || !ok {
			break
		}
		client = addr
	}
	return client
}

func isPort(text string) bool {
	_, err := netip.ParseAddrPort("0.0.0.0:" + text)
	return err == nil
}

func FuzzOf(f *testing.F) {
	for _, seed := range [][2]string{
		{"10.1.1.1:80", "198.51.100.1"},
		{"10.1.1.1:80", "1.1.1.1, 198.51.100.1, 10.2.2.2:80\n10.3.3.3"},
		{"[2001:db8::1]:80", "[2001:db9::5]:4711, [2001:db8::2]"},
		{"[::ffff:10.1.1.1]:80", "fe80::1%eth0, ::ffff:10.0.0.1"},
		{"[fe80::1%eth0]:80", "[fe80::1%a b]:80"},
		{"@", ""},
		{"", ",,,"},
		{"10.1.1.1", "unknown, [::1, ::1]:80, 1.2.3.4:99999, 01.2.3.4"},
		{"203.0.113.9:80", "10.1.1.1"},
		{"::1%a]", "::1%a]b, [::1%a]b]:80"},
	} {
		f.Add(seed[0], seed[1])
	}
	networks := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("fe80::/10")}
	proxies := parse(f, "10.0.0.0/8,2001:db8::/32,fe80::/10")
	everybody := parse(f, "0.0.0.0/0,::/0")
	f.Fuzz(func(t *testing.T, peer, forwarded string) {
		// A line break parts the lines of the header.
		lines := strings.Split(forwarded, "\n")
		r := &http.Request{RemoteAddr: peer, Header: http.Header{"X-Forwarded-For": lines}}
		alone := clientip.Proxies{}.Of(r)
		if want := model(nil, peer, nil); alone != want {
			t.Fatalf("without proxies %q is %s, want %s", peer, alone, want)
		}
		got := proxies.Of(r)
		if want := model(networks, peer, lines); got != want {
			t.Fatalf("%q, %q is %s, want %s", peer, lines, got, want)
		}
		for _, addr := range []netip.Addr{alone, got, everybody.Of(r)} {
			if !addr.IsValid() || addr.Zone() != "" || addr.Is4In6() {
				t.Fatalf("%q, %q is %q", peer, lines, addr)
			}
			if key := clientip.Key(addr); !key.IsValid() || clientip.Key(key) != key {
				t.Fatalf("%s counts as %s", addr, key)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"", "10.0.0.0/8", "10.0.0.1,::1/128", "::ffff:10.0.0.0/104", "::ffff:0:0/0", "fe80::1%a", "a,b", ",,", "/", "1.2.3.4/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, list string) {
		proxies, err := clientip.Parse(list)
		if err != nil {
			if got := proxies.Of(request("10.0.0.1:80", "203.0.113.77")); got.String() != "10.0.0.1" {
				t.Fatalf("%q is refused, and half of it believed", list)
			}
			return
		}
		// Every address that the list names, alone or as a network, is believed.
		for entry := range strings.SplitSeq(list, ",") {
			addr, _, _ := strings.Cut(strings.TrimSpace(entry), "/")
			if addr == "" {
				continue
			}
			if got := proxies.Of(request(addr, "203.0.113.77")); got.String() != "203.0.113.77" {
				t.Fatalf("%q does not believe %q", list, addr)
			}
		}
	})
}

func BenchmarkOf(b *testing.B) {
	proxies := parse(b, "10.0.0.0/8,2001:db8::/32")
	r := request("10.1.1.1:80", "198.51.100.1, 10.2.2.2")
	b.ReportAllocs()
	for b.Loop() {
		proxies.Of(r)
	}
}
