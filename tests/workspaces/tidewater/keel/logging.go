package keel

import (
	"context"
	"log/slog"
	"os"
)

type requestIDKey struct{}

// WithRequestID remembers the id under which a call is logged.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestIDKey{}, id)
}

// Logger returns the structured logger for a call.
func Logger(ctx context.Context) *slog.Logger {
	logger := slog.Default()
	if id, ok := ctx.Value(requestIDKey{}).(string); ok && id != "" {
		return logger.With("request_id", id)
	}
	return logger
}

// SetupLogging makes JSON on standard error the default, at the level named by
// LOG_LEVEL (debug, info, warn or error).
func SetupLogging() {
	level := slog.LevelInfo
	if err := level.UnmarshalText([]byte(os.Getenv("LOG_LEVEL"))); err != nil {
		level = slog.LevelInfo
	}
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: level})))
}
