// Package config reads the settings of a process from its environment.
package config

import (
	"os"
	"strconv"
	"time"
)

// Config is everything that differs between the laptop, the test stage and
// the marina.
type Config struct {
	ListenAddr    string
	AdminAddr     string
	SigningSecret string

	QueueURL    string
	CrewTopic   string
	MailRelay   string
	MailFrom    string
	ArchiveURL  string
	TideURL     string
	PaygateURL  string
	PaygateKey  string
	PaymentDays int

	ShutdownGrace time.Duration
}

// FromEnv reads the environment; what is not set gets a value that suits a
// laptop.
func FromEnv() Config {
	return Config{
		ListenAddr:    text("LISTEN_ADDR", ":8080"),
		AdminAddr:     text("ADMIN_ADDR", "127.0.0.1:8081"),
		SigningSecret: os.Getenv("AUTH_SIGNING_SECRET"),
		QueueURL:      os.Getenv("NOTIFICATION_QUEUE_URL"),
		CrewTopic:     os.Getenv("CREW_TOPIC_ARN"),
		MailRelay:     os.Getenv("MAIL_RELAY"),
		MailFrom:      text("MAIL_FROM", "harbour@tidewater.example"),
		ArchiveURL:    os.Getenv("INVOICE_ARCHIVE_URL"),
		TideURL:       text("TIDE_TABLES_URL", "https://tides.example.net/api"),
		PaygateURL:    text("PAYGATE_URL", "https://paygate.example.net"),
		PaygateKey:    os.Getenv("PAYGATE_KEY"),
		PaymentDays:   number("PAYMENT_DAYS", 14),
		ShutdownGrace: 15 * time.Second,
	}
}

func text(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

func number(name string, fallback int) int {
	value, err := strconv.Atoi(os.Getenv(name))
	if err != nil {
		return fallback
	}
	return value
}
