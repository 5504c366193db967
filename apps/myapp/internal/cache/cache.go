// Package cache connects to Redis, and goes on without it while it is away.
package cache

import (
	"fmt"
	"net"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"

	"example.com/shop/myapp/internal/config"
	"example.com/shop/myapp/internal/version"
)

// timeout is the most that connecting, writing or reading may take; without the cache all goes on, so waiting is no use.
const timeout = 200 * time.Millisecond

// Open prepares the connections. It makes none, so that the process starts while the cache is away.
func Open(cfg config.Config) *redis.Client {
	return redis.NewClient(&redis.Options{
		Addr:         net.JoinHostPort(cfg.RedisHost, fmt.Sprint(cfg.RedisPort)),
		DB:           int(cfg.RedisDB),
		ClientName:   version.Name,
		DialTimeout:  timeout,
		ReadTimeout:  timeout,
		WriteTimeout: timeout,
		PoolTimeout:  timeout,
		// One more attempt for a connection that broke while nobody used it.
		MaxRetries:               1,
		DialerRetries:            1,
		ContextTimeoutEnabled:    true,
		ConnMaxIdleTime:          5 * time.Minute,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	})
}
