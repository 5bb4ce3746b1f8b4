// Command webhooks serves subscriptions, alert channels and what was sent.
package main

import (
	_ "example.com/tidewater/backend/pkg/handler/alertchannel"
	_ "example.com/tidewater/backend/pkg/handler/notification"
	_ "example.com/tidewater/backend/pkg/handler/webhook"
	"example.com/tidewater/keel"
)

func main() {
	keel.SetupLogging()
	keel.Start(keel.Dispatch)
}
