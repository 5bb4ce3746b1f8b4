// Command bookings serves berths, vessels, owners, bookings and stays.
package main

import (
	_ "example.com/tidewater/backend/pkg/handler/berth"
	_ "example.com/tidewater/backend/pkg/handler/booking"
	_ "example.com/tidewater/backend/pkg/handler/owner"
	_ "example.com/tidewater/backend/pkg/handler/stay"
	_ "example.com/tidewater/backend/pkg/handler/vessel"
	"example.com/tidewater/keel"
)

func main() {
	keel.SetupLogging()
	keel.Start(keel.Dispatch)
}
