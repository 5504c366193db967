package main

import (
	"errors"
	"time"

	"example.com/shop/myapp/internal/config"
)

// watchInterval is how soon a changed file is seen; Kubernetes itself takes up to a minute to change it.
const watchInterval = 2 * time.Second

// watch takes new values of the configuration while the process runs, until it is told to stop.
func (p *parts) watch(told signals) {
	config.Watch(told.stop, watchInterval, told.reload, *p.config.Load(), p.take, p.refuse)
}

// take works with the new values from now on. New connections to the database use the new password.
func (p *parts) take(next config.Config) {
	p.config.Store(&next)
	p.limiter.Set(next.ServerRateLimit, int(next.ServerRateBurst))
	// That it changed is told whatever the levels before and after are.
	p.log.SetLevel("info")
	p.log.Info("configuration reloaded",
		"log_level", next.LogLevel, "rate_limit", next.ServerRateLimit, "rate_burst", next.ServerRateBurst)
	p.log.SetLevel(next.LogLevel)
}

func (p *parts) refuse(err error) {
	if pending, ok := errors.AsType[config.NeedsRestart](err); ok {
		p.log.Warn("a restart is needed for new values", "variables", []string(pending))
		return
	}
	p.log.Error("the new configuration is refused, the old one stays", "error", err)
}
