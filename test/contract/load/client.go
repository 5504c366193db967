package main

import "fmt"

// client is one client with at most one connection; pick says where a new one goes.
type client struct {
	pick  func() (string, error)
	tally *tally
	open  *connection
}

// to is a pick that always says the same.
func to(address string) func() (string, error) {
	return func() (string, error) { return address, nil }
}

// connect makes sure that there is a connection that the server has not closed.
func (c *client) connect() error {
	if c.open != nil && c.open.closed() {
		c.hangUp()
		c.tally.idle++
	}
	if c.open != nil {
		return nil
	}
	address, err := c.pick()
	if err != nil {
		return err
	}
	if c.open, err = dial(address); err != nil {
		return fmt.Errorf("dial: %w", err)
	}
	c.tally.dialled++
	return nil
}

// ask makes one request, whose text is whole, and hangs up where the server says so or fails.
func (c *client) ask(method string, request []byte) (int, error) {
	if err := c.connect(); err != nil {
		return 0, err
	}
	answer, err := c.open.ask(method, request)
	if err != nil {
		c.hangUp()
	} else if answer.last {
		c.hangUp()
		c.tally.told++
	}
	return answer.status, err
}

func (c *client) hangUp() {
	if c.open != nil {
		c.open.Close()
		c.open = nil
	}
}
