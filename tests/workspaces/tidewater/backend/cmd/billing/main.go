// Command billing serves invoices, payments and quotes.
package main

import (
	_ "example.com/tidewater/backend/pkg/handler/invoice"
	_ "example.com/tidewater/backend/pkg/handler/payment"
	_ "example.com/tidewater/backend/pkg/handler/quote"
	"example.com/tidewater/keel"
)

func main() {
	keel.SetupLogging()
	keel.Start(keel.Dispatch)
}
