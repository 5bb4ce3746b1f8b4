// Command api-server serves the harbour office over plain HTTP.
package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/tidewater/backend/pkg/api"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/backend/pkg/config"
	"example.com/tidewater/keel"
)

func main() {
	keel.SetupLogging()
	cfg := config.FromEnv()
	server := &http.Server{
		Addr:              cfg.ListenAddr,
		Handler:           api.NewRouter(app.Current(), auth.NewVerifier(cfg.SigningSecret)),
		ReadHeaderTimeout: 5 * time.Second,
	}
	if err := serve(server, cfg.ShutdownGrace); err != nil {
		slog.Error("server stopped", "error", err)
		os.Exit(1)
	}
}

// serve runs until the process is asked to end, then lets requests finish.
func serve(server *http.Server, grace time.Duration) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := server.Shutdown(ending); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
