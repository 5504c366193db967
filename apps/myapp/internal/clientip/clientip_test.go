package clientip_test

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"example.com/shop/myapp/internal/clientip"
)

func parse(t testing.TB, list string) clientip.Proxies {
	t.Helper()
	proxies, err := clientip.Parse(list)
	if err != nil {
		t.Fatal(err)
	}
	return proxies
}

func request(peer string, forwarded ...string) *http.Request {
	return &http.Request{RemoteAddr: peer, Header: http.Header{"X-Forwarded-For": forwarded}}
}

const trusted = "10.0.0.0/8, 192.168.1.1, 2001:db8::/32, ::ffff:172.16.0.0/108"

func TestTheClientIsTheLastHopThatNoTrustedProxyMadeUp(t *testing.T) {
	for name, c := range map[string]struct {
		peer      string
		forwarded []string
		want      string
	}{
		"a peer without a header":                      {"10.1.1.1:80", nil, "10.1.1.1"},
		"an untrusted peer tells anything":             {"203.0.113.9:80", []string{"198.51.100.1"}, "203.0.113.9"},
		"a trusted peer is believed":                   {"10.1.1.1:80", []string{"198.51.100.1"}, "198.51.100.1"},
		"a trusted address without a network":          {"192.168.1.1:80", []string{"198.51.100.1"}, "198.51.100.1"},
		"its neighbour is not trusted":                 {"192.168.1.2:80", []string{"198.51.100.1"}, "192.168.1.2"},
		"what stands left of an untrusted hop is not":  {"10.1.1.1:80", []string{"1.1.1.1, 198.51.100.1"}, "198.51.100.1"},
		"a chain of trusted proxies":                   {"10.1.1.1:80", []string{"1.1.1.1, 198.51.100.1, 10.2.2.2,10.3.3.3"}, "198.51.100.1"},
		"nothing but trusted proxies":                  {"10.1.1.1:80", []string{"10.9.9.9, 10.2.2.2"}, "10.9.9.9"},
		"several lines are one list":                   {"10.1.1.1:80", []string{"1.1.1.1", "198.51.100.1", "10.2.2.2"}, "198.51.100.1"},
		"several lines of several hops":                {"10.1.1.1:80", []string{"1.1.1.1, 198.51.100.1", "10.3.3.3, 10.2.2.2"}, "198.51.100.1"},
		"a hop with a port":                            {"10.1.1.1:80", []string{"198.51.100.1:4711"}, "198.51.100.1"},
		"IPv6":                                         {"[2001:db8::1]:80", []string{"2001:db9::5"}, "2001:db9::5"},
		"IPv6 in brackets":                             {"10.1.1.1:80", []string{"[2001:db9::5]"}, "2001:db9::5"},
		"IPv6 in brackets with a port":                 {"10.1.1.1:80", []string{"[2001:db9::5]:4711"}, "2001:db9::5"},
		"IPv6 with a zone":                             {"10.1.1.1:80", []string{"fe80::1%eth0"}, "fe80::1"},
		"IPv6 in brackets with a zone and a port":      {"10.1.1.1:80", []string{"[fe80::1%eth0]:80"}, "fe80::1"},
		"a peer with a zone":                           {"[fe80::1%eth0]:80", nil, "fe80::1"},
		"a trusted peer with a zone":                   {"[2001:db8::1%eth0]:80", []string{"198.51.100.1"}, "198.51.100.1"},
		"IPv4 mapped into IPv6":                        {"[::ffff:10.1.1.1]:80", []string{"::ffff:198.51.100.1"}, "198.51.100.1"},
		"a mapped network trusts plain addresses":      {"172.17.0.1:80", []string{"198.51.100.1"}, "198.51.100.1"},
		"space around hops":                            {"10.1.1.1:80", []string{"\t198.51.100.1 "}, "198.51.100.1"},
		"an empty header":                              {"10.1.1.1:80", []string{""}, "10.1.1.1"},
		"an empty hop":                                 {"10.1.1.1:80", []string{"198.51.100.1,"}, "10.1.1.1"},
		"a name instead of an address":                 {"10.1.1.1:80", []string{"198.51.100.1, unknown, 10.2.2.2"}, "10.2.2.2"},
		"a port that is none":                          {"10.1.1.1:80", []string{"198.51.100.1:99999"}, "10.1.1.1"},
		"a bracket that is not closed":                 {"10.1.1.1:80", []string{"[2001:db9::5"}, "10.1.1.1"},
		"a bracket that is not opened":                 {"10.1.1.1:80", []string{"2001:db9::5]"}, "10.1.1.1"},
		"IPv4 in brackets":                             {"10.1.1.1:80", []string{"[198.51.100.1]"}, "10.1.1.1"},
		"leading zeros":                                {"10.1.1.1:80", []string{"198.051.100.1"}, "10.1.1.1"},
		"a network instead of an address":              {"10.1.1.1:80", []string{"198.51.100.0/24"}, "10.1.1.1"},
		"a peer without a port":                        {"203.0.113.9", nil, "203.0.113.9"},
		"a peer without an address":                    {"@", []string{"198.51.100.1"}, "0.0.0.0"},
		"no peer":                                      {"", nil, "0.0.0.0"},
		"a line that is malformed ends the ones above": {"10.1.1.1:80", []string{"198.51.100.1", "?"}, "10.1.1.1"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := parse(t, trusted).Of(request(c.peer, c.forwarded...)); got.String() != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestWithoutProxiesThePeerIsTheClient(t *testing.T) {
	for name, proxies := range map[string]clientip.Proxies{"the zero value": {}, "an empty list": parse(t, " "), "commas": parse(t, ",")} {
		if got := proxies.Of(request("10.1.1.1:80", "198.51.100.1")); got.String() != "10.1.1.1" {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

func TestHostBitsOfANetworkDoNotMatter(t *testing.T) {
	if got := parse(t, "10.1.1.1/8").Of(request("10.9.9.9:80", "198.51.100.1")); got.String() != "198.51.100.1" {
		t.Errorf("got %s", got)
	}
}

func TestAllBadEntriesAreTold(t *testing.T) {
	bad := []string{"proxy.example", "10.0.0.0/33", "10.0.0", "fe80::1%eth0", "::ffff:0.0.0.0/80", "10.0.0.0/8/8", "*"}
	proxies, err := clientip.Parse("10.0.0.0/8," + strings.Join(bad, " , ") + ",::1")
	if err == nil {
		t.Fatalf("%v is accepted", bad)
	}
	for _, entry := range bad {
		if !strings.Contains(err.Error(), `"`+entry+`"`) {
			t.Errorf("%q does not tell %q", err, entry)
		}
	}
	if strings.Contains(err.Error(), `"::1"`) || strings.Count(err.Error(), "\n") != len(bad)-1 {
		t.Errorf("got %q", err)
	}
	if got := proxies.Of(request("10.1.1.1:80", "198.51.100.1")); got.String() != "10.1.1.1" {
		t.Errorf("half of a bad list is believed: %s", got)
	}
}

func TestAClientIsAnAddressOfIPv4OrANetworkOfIPv6(t *testing.T) {
	for addr, want := range map[string]string{
		"198.51.100.1":                     "198.51.100.1",
		"::ffff:198.51.100.1":              "198.51.100.1",
		"2001:db8:1:2:3:4:5:6":             "2001:db8:1:2::",
		"2001:db8:1:2:ffff:ffff:ffff:ffff": "2001:db8:1:2::",
		"2001:db8:1:3::":                   "2001:db8:1:3::",
		"fe80::1%eth0":                     "fe80::",
	} {
		if got := clientip.Key(netip.MustParseAddr(addr)); got.String() != want {
			t.Errorf("%s counts as %s, want %s", addr, got, want)
		}
	}
	if got := clientip.Key(netip.Addr{}); got.IsValid() {
		t.Errorf("no address counts as %s", got)
	}
}
