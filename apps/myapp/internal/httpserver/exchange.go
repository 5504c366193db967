package httpserver

import (
	"bufio"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync/atomic"
	"time"
)

// exchange is one request and its response: all that the chain keeps about them, in one allocation. It is the writer
// that the handler writes to.
type exchange struct {
	http.ResponseWriter
	draining *atomic.Bool
	began    time.Time
	client   netip.Addr
	// probe is set for what the platform asks
	probe bool
	// id is the value of the response's header, too
	id       [1]string
	log      slog.Logger
	handler  identified
	deadline deadline
	// status is 0 until the header is written
	status int
	bytes  int64
}

// identify gives the exchange its id, and a logger that tells it with each line.
func (x *exchange) identify(log *slog.Logger, id string) {
	x.id[0] = id
	x.handler = identified{log.Handler(), id}
	x.log = *slog.New(&x.handler)
}

var closing = []string{"close"}

// WriteHeader notes the status and, while the server drains, asks the client to leave.
func (x *exchange) WriteHeader(status int) {
	final := status >= 200 || status == http.StatusSwitchingProtocols
	if final && x.status == 0 {
		x.status = status
		if status >= 200 && x.draining.Load() {
			x.Header()["Connection"] = closing
		}
	}
	x.ResponseWriter.WriteHeader(status)
}

// sent is how many bytes of a body went out; a response to HEAD has none.
func (x *exchange) sent(method string) int64 {
	if method == http.MethodHead {
		return 0
	}
	return x.bytes
}

func (x *exchange) begin() {
	if x.status == 0 {
		x.WriteHeader(http.StatusOK)
	}
}

func (x *exchange) Write(data []byte) (int, error) {
	x.begin()
	n, err := x.ResponseWriter.Write(data)
	x.bytes += int64(n)
	return n, err
}

// WriteString spares a copy of the text.
func (x *exchange) WriteString(text string) (int, error) {
	x.begin()
	n, err := io.WriteString(x.ResponseWriter, text)
	x.bytes += int64(n)
	return n, err
}

// FlushError is what http.ResponseController flushes by.
func (x *exchange) FlushError() error {
	x.begin()
	return http.NewResponseController(x.ResponseWriter).Flush()
}

// Flush is what older code flushes by.
func (x *exchange) Flush() {
	_ = x.FlushError()
}

// Hijack gives the connection to the handler; the exchange counts as one that switched protocols.
func (x *exchange) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	connection, buffered, err := http.NewResponseController(x.ResponseWriter).Hijack()
	if err == nil && x.status == 0 {
		x.status = http.StatusSwitchingProtocols
	}
	return connection, buffered, err
}

// Unwrap lets http.ResponseController reach the rest.
func (x *exchange) Unwrap() http.ResponseWriter {
	return x.ResponseWriter
}
