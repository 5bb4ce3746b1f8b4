package mocks

import "context"

// MockMailer remembers whom it wrote to and fails where Err is set.
type MockMailer struct {
	To  []string
	Err error
}

// Mail remembers a letter.
func (m *MockMailer) Mail(_ context.Context, to, _, _ string) error {
	m.To = append(m.To, to)
	return m.Err
}

// MockTexter remembers what it sent.
type MockTexter struct {
	Texts     []string
	Announced []string
}

// Text remembers a text message.
func (m *MockTexter) Text(_ context.Context, number, _ string) error {
	m.Texts = append(m.Texts, number)
	return nil
}

// Announce remembers an announcement.
func (m *MockTexter) Announce(_ context.Context, text string) error {
	m.Announced = append(m.Announced, text)
	return nil
}
