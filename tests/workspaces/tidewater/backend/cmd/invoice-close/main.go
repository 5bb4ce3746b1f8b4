// Command invoice-close bills the vessels that left, once every night.
package main

import (
	"context"
	"fmt"

	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/keel"
)

func main() {
	keel.SetupLogging()
	keel.StartSchedule(closeStays)
}

func closeStays(ctx context.Context, tick keel.ScheduleEvent) error {
	issued, err := app.Current().Invoices.CloseStays(ctx)
	if err != nil {
		return fmt.Errorf("close stays of %s: %w", tick.Time.Format("2006-01-02"), err)
	}
	keel.Logger(ctx).Info("stays closed", "issued", issued)
	return nil
}
