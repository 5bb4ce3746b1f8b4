package model

import (
	"testing"

	"example.com/tidewater/charts/registry"
)

func TestEveryFieldOfEveryModelIsDescribed(t *testing.T) {
	for _, name := range registry.Names() {
		fields, ok := registry.Describe(name)
		if !ok {
			t.Fatalf("%s is not registered", name)
		}
		for _, field := range fields {
			if field.Name == "" || field.Description == "" {
				t.Errorf("%s has a field without tags: %+v", name, field)
			}
		}
	}
}

func TestBookingOverlaps(t *testing.T) {
	held := Booking{BerthID: "a-12", Arrival: "2024-06-10", Departure: "2024-06-14"}
	cases := []struct {
		name               string
		berth, from, until string
		want               bool
	}{
		{"inside", "a-12", "2024-06-11", "2024-06-12", true},
		{"leaves on arrival day", "a-12", "2024-06-08", "2024-06-10", false},
		{"arrives on departure day", "a-12", "2024-06-14", "2024-06-15", false},
		{"another berth", "a-13", "2024-06-11", "2024-06-12", false},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			wanted := Booking{BerthID: tc.berth, Arrival: tc.from, Departure: tc.until}
			if got := held.Overlaps(&wanted); got != tc.want {
				t.Fatalf("Overlaps = %v, want %v", got, tc.want)
			}
		})
	}
}

func TestAlertChannelKeepsQuietAcrossMidnight(t *testing.T) {
	channel := NewAlertChannel("marina", "night watch", ChannelSMS, "+31600000000")
	channel.QuietFrom, channel.QuietUntil = 22, 7
	for hour, want := range map[int]bool{21: true, 22: false, 3: false, 7: true} {
		if got := channel.Wants("invoice.issued", hour); got != want {
			t.Errorf("hour %d: Wants = %v, want %v", hour, got, want)
		}
	}
}

func TestWebhookGivesUpAfterTooManyFailures(t *testing.T) {
	webhook := NewWebhook("marina", "https://hooks.example.net/tide", []string{"stay.started"})
	for range MaxWebhookFailures {
		webhook.Delivered(503)
	}
	if webhook.Active {
		t.Fatal("still active")
	}
}
