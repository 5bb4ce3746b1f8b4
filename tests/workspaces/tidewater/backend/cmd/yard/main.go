// Command yard serves the yard, the meters and the crew.
package main

import (
	_ "example.com/tidewater/backend/pkg/handler/crew"
	_ "example.com/tidewater/backend/pkg/handler/meter"
	_ "example.com/tidewater/backend/pkg/handler/workorder"
	"example.com/tidewater/keel"
)

func main() {
	keel.SetupLogging()
	keel.Start(keel.Dispatch)
}
