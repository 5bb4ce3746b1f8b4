package service

import (
	"context"
	"fmt"
	"net/smtp"
	"strings"

	"example.com/tidewater/keel"
)

// SMTPMailer sends letters through the mail relay of the house.
type SMTPMailer struct {
	relay string
	from  string
}

// NewSMTPMailer returns a mailer. Without a relay, letters are only logged.
func NewSMTPMailer(relay, from string) *SMTPMailer {
	return &SMTPMailer{relay: relay, from: from}
}

// Mail sends one letter in plain text.
func (m *SMTPMailer) Mail(ctx context.Context, to, subject, body string) error {
	if m.relay == "" {
		keel.Logger(ctx).Info("letter", "to", to, "subject", subject)
		return nil
	}
	oneLine := strings.NewReplacer("\r", " ", "\n", " ")
	letter := fmt.Sprintf("From: %s\r\nTo: %s\r\nSubject: %s\r\n\r\n%s\r\n",
		m.from, oneLine.Replace(to), oneLine.Replace(subject), body)
	if err := smtp.SendMail(m.relay, nil, m.from, []string{to}, []byte(letter)); err != nil {
		return fmt.Errorf("mail to %s: %w", to, err)
	}
	return nil
}
