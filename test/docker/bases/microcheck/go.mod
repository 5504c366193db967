module slipway/test/docker/bases/microcheck

go 1.24.0
