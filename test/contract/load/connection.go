package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"
	"time"
)

// patience is how long a client waits for one answer.
const patience = 30 * time.Second

// connection is one keep-alive connection of a client that never tries twice.
type connection struct {
	net.Conn
	reader *bufio.Reader
}

func dial(address string) (*connection, error) {
	conn, err := net.DialTimeout("tcp", address, 2*time.Second)
	if err != nil {
		return nil, err
	}
	return &connection{Conn: conn, reader: bufio.NewReaderSize(conn, 16<<10)}, nil
}

// closed tells whether the server has closed the connection while nothing was asked: no client asks there any more.
func (c *connection) closed() bool {
	tcp, ok := c.Conn.(*net.TCPConn)
	if !ok {
		return false
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return true
	}
	var gone error
	err = raw.Read(func(fd uintptr) bool {
		_, _, gone = syscall.Recvfrom(int(fd), make([]byte, 1), syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		return true
	})
	return err != nil || !errors.Is(gone, syscall.EAGAIN)
}

// answer is what is read of a response; the body itself is dropped.
type answer struct {
	status int
	last   bool // the server has said Connection: close
}

func (c *connection) read(method string) (answer, error) {
	response, err := http.ReadResponse(c.reader, &http.Request{Method: method})
	if err != nil {
		return answer{}, fmt.Errorf("read: %w", err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return answer{}, fmt.Errorf("read the body: %w", err)
	}
	return answer{status: response.StatusCode, last: response.Close}, nil
}

// ask sends one request, whose text is whole, and reads its answer.
func (c *connection) ask(method string, request []byte) (answer, error) {
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		return answer{}, err
	}
	if _, err := c.Write(request); err != nil {
		return answer{}, fmt.Errorf("write: %w", err)
	}
	return c.read(method)
}
