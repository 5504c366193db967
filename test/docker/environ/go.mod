module slipway/test/docker/environ

go 1.26
