package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"example.com/shop/myapp/internal/config"
)

// overdue is how long after its deadline an end that hangs, say on a log that nobody reads, is given up; the platform
// waits longer before it kills.
const overdue = 2 * time.Second

// serve serves until it is told to stop, and ends everything in order.
func serve(told signals, cfg config.Config) int {
	log := newLog(os.Stdout, cfg)
	defer log.Flush()
	p, err := open(cfg, log)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return badConfiguration
	}
	log.Info("starting", identity()...)
	context.AfterFunc(told.stop, func() {
		time.AfterFunc(cfg.ShutdownDrain+cfg.ShutdownTimeout+overdue, func() { exitAtOnce("gave up ending in order") })
	})
	if err = errors.Join(p.work(told), p.end()); err != nil {
		log.Error("stopped, but not in order", "error", err)
		return failure
	}
	log.Info("stopped")
	return success
}

// work serves until it is told to stop and has drained; an error is why it cannot serve.
func (p *parts) work(told signals) error {
	listener, err := p.server.Listen()
	if err != nil {
		return err
	}
	p.log.Info("listening", "address", listener.Addr().String())
	failed := make(chan error, 1)
	go func() { failed <- p.server.Serve(listener) }()
	p.sweeper.Start()
	go p.watch(told)
	select {
	case err := <-failed:
		return err
	case <-told.stop.Done():
	}
	return p.drain(failed)
}

// drain lets load balancers and clients move elsewhere: it is not ready any more, and closes each connection after its
// next answer, but answers all.
func (p *parts) drain(failed <-chan error) error {
	p.ready.Stop()
	p.server.Drain()
	drain := p.config.Load().ShutdownDrain
	p.log.Info("draining", "for", drain.String())
	select {
	case err := <-failed:
		return err
	case <-time.After(drain):
		return nil
	}
}
