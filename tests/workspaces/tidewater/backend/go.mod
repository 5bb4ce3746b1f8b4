module example.com/tidewater/backend

go 1.22

require (
	example.com/tidewater/charts v0.0.0
	example.com/tidewater/keel v0.0.0
	example.org/slipway/v2 v2.3.0
)
