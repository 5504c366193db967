// A stand-in for the probes of ghcr.io/tarampampam/microcheck, with the same command lines and exit codes:
//
//	httpcheck [-m method] [-t seconds] [-H 'Name: value'] URL
//	httpscheck is httpcheck for https URLs, whatever their certificate
//	portcheck [--udp] [-t seconds] [--host host] --port number
//
// 0 is healthy, 1 is not, and what it was called as decides which of them it is.
package main

import (
	"crypto/tls"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

type headers struct{ values http.Header }

func (h headers) String() string { return "" }

func (h headers) Set(text string) error {
	name, value, ok := strings.Cut(text, ":")
	if !ok || len(text) > 512 {
		return fmt.Errorf("%q is no header of at most 512 characters", text)
	}
	h.values.Add(strings.TrimSpace(name), strings.TrimSpace(value))
	return nil
}

// both gives a flag its short and its long name.
func both[T any](define func(*T, string, T, string), target *T, short, long string, value T) {
	define(target, short, value, long)
	define(target, long, value, long)
}

func httpcheck() error {
	var method string
	var seconds uint
	header := headers{http.Header{"User-Agent": {"healthcheck/1.0 (httpcheck)"}}}
	both(flag.StringVar, &method, "m", "method", http.MethodGet)
	both(flag.UintVar, &seconds, "t", "timeout", 5)
	flag.Var(header, "H", "header")
	flag.Var(header, "header", "header")
	flag.Parse()
	if flag.NArg() != 1 {
		return fmt.Errorf("expected one URL, found %d", flag.NArg())
	}
	request, err := http.NewRequest(strings.ToUpper(method), flag.Arg(0), nil)
	if err != nil {
		return err
	}
	request.Header = header.values
	if host := header.values.Get("Host"); host != "" {
		request.Host = host
	}
	client := http.Client{
		Timeout:       time.Duration(seconds) * time.Second,
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return fmt.Errorf("unexpected status %s", response.Status)
	}
	return nil
}

func portcheck() error {
	var host string
	var port, seconds uint
	udp := flag.Bool("udp", false, "udp")
	flag.Bool("tcp", true, "tcp")
	flag.StringVar(&host, "host", "127.0.0.1", "host")
	both(flag.UintVar, &port, "p", "port", 0)
	both(flag.UintVar, &seconds, "t", "timeout", 5)
	flag.Parse()
	network := "tcp"
	if *udp {
		network = "udp"
	}
	address := net.JoinHostPort(host, strconv.FormatUint(uint64(port), 10))
	connection, err := net.DialTimeout(network, address, time.Duration(seconds)*time.Second)
	if err != nil {
		return err
	}
	return connection.Close()
}

func main() {
	check := map[string]func() error{"httpcheck": httpcheck, "httpscheck": httpcheck, "portcheck": portcheck}[filepath.Base(os.Args[0])]
	if err := check(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
