package main

import "fmt"

// appendRequest appends the request of one of many clients: its address (IPv4 and IPv6 by turns, each IPv6 a network of its
// own), path and request id are nobody else's, and so is every fifth one's method. One of fifty asks for a note.
func appendRequest(text []byte, number int64) []byte {
	method, path := "GET", fmt.Sprintf("/%d/that/nobody/serves?at=%d", number, number)
	switch {
	case number%50 == 1:
		path = fmt.Sprintf("/notes/0197a5b2-0000-7000-8000-%012x", number)
	case number%10 == 0:
		method = fmt.Sprintf("METHOD%d", number)
	case number%10 == 5:
		method, path = fmt.Sprintf("METHOD%d", number), "/notes"
	}
	address := fmt.Sprintf("%d.%d.%d.%d", 11+number>>24, number>>16&255, number>>8&255, number&255)
	if number%2 == 1 {
		address = fmt.Sprintf("2001:db8:%x:%x::1", number>>16&0xffff, number&0xffff)
	}
	return fmt.Appendf(text, "%s %s HTTP/1.1\r\nHost: myapp\r\nX-Forwarded-For: %s\r\nX-Request-ID: client-%d\r\n\r\n",
		method, path, address, number)
}
