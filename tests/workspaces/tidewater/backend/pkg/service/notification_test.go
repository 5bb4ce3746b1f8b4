package service

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.com/tidewater/backend/pkg/mocks"
	"example.com/tidewater/backend/pkg/queue"
	"example.com/tidewater/charts/model"
)

func TestSendServesTheOtherChannelsWhenOneFails(t *testing.T) {
	letter := model.NewAlertChannel("marina", "letter", model.ChannelEmail, "skipper@boats.example")
	phone := model.NewAlertChannel("marina", "phone", model.ChannelSMS, "+31600000000")
	foreign := model.NewAlertChannel("marina", "someone else", model.ChannelSMS, "+31611111111")
	foreign.OwnerID = "o2"
	asleep := model.NewAlertChannel("marina", "asleep", model.ChannelCrew, "")
	asleep.QuietFrom, asleep.QuietUntil = 11, 13

	log := &mocks.MockNotificationStore{}
	mailer, texter := &mocks.MockMailer{Err: errors.New("relay is down")}, &mocks.MockTexter{}
	service := NewNotificationService(
		&mocks.MockAlertChannelStore{List: []*model.AlertChannel{letter, phone, foreign, asleep}},
		log, nil, mailer, texter,
	)
	service.now = func() time.Time { return time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC) }

	err := service.Send(context.Background(), queue.Event{
		Kind: queue.InvoiceIssued, Account: "marina", OwnerID: "o1", Title: "Invoice", Body: "72.00 EUR",
	})
	if err == nil {
		t.Fatal("the failure of the mailer is lost")
	}
	if len(mailer.To) != 1 || len(texter.Texts) != 1 || len(texter.Announced) != 0 {
		t.Fatalf("mailed %v, texted %v, announced %v", mailer.To, texter.Texts, texter.Announced)
	}
	if len(log.Sent) != 2 || log.Sent[0].Sent || !log.Sent[1].Sent {
		t.Fatalf("log %+v", log.Sent)
	}
}
