package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"strconv"
	"time"
)

// user is one connection with what it has seen. It reads no more of HTTP than it must, so that the client takes little of
// the machine that it shares with the server.
type user struct {
	conn    net.Conn
	answers *bufio.Reader
	request []byte
	status  []byte
	micros  []int64
	err     error
}

func connect(address string, request []byte, status int) (*user, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	text := []byte("HTTP/1.1 " + strconv.Itoa(status) + " ")
	return &user{conn: conn, answers: bufio.NewReader(conn), request: request, status: text}, nil
}

// ask makes requests until the end, and at least one.
func (u *user) ask(end time.Time) {
	defer u.conn.Close()
	for asked := time.Now(); u.err == nil; {
		if u.err = u.once(); u.err != nil {
			return
		}
		answered := time.Now()
		u.micros = append(u.micros, answered.Sub(asked).Microseconds())
		if answered.After(end) {
			return
		}
		asked = answered
	}
}

var lengthIs = []byte("Content-Length: ")

func (u *user) once() error {
	if _, err := u.conn.Write(u.request); err != nil {
		return err
	}
	first, err := u.answers.ReadSlice('\n')
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(first, u.status) {
		return fmt.Errorf("the answer is %q, expected %q", first, u.status)
	}
	length := -1
	for {
		line, err := u.answers.ReadSlice('\n')
		if err != nil {
			return err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if value, ok := bytes.CutPrefix(line, lengthIs); ok {
			if length, err = strconv.Atoi(string(value)); err != nil {
				return err
			}
		}
	}
	if length < 0 {
		return fmt.Errorf("an answer has no length")
	}
	_, err = u.answers.Discard(length)
	return err
}
