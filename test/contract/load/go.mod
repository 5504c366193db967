module example.com/slipway/load

go 1.26
