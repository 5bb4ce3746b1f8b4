// Command harbour-admin is the internal server for whoever is on call. It
// listens on the loopback interface only.
package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"os"
	"time"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/config"
	"example.com/tidewater/charts/model"
	"example.com/tidewater/charts/registry"
	"example.com/tidewater/keel"
)

func main() {
	keel.SetupLogging()
	cfg := config.FromEnv()
	server := &http.Server{
		Addr:              cfg.AdminAddr,
		Handler:           routes(app.Current()),
		ReadHeaderTimeout: 5 * time.Second,
	}
	if err := server.ListenAndServe(); err != nil {
		slog.Error("server stopped", "error", err)
		os.Exit(1)
	}
}

func routes(services *app.Services) *http.ServeMux {
	admin := &adminHandlers{services: services}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /internal/health", admin.Health)
	mux.HandleFunc("GET /internal/models", admin.ListModels)
	mux.HandleFunc("GET /internal/models/{name}", admin.DescribeModel)
	mux.HandleFunc("POST /internal/channels/{account}/{id}/test", admin.TestChannel)
	mux.Handle("POST /internal/invoices/close", logged(http.HandlerFunc(admin.CloseInvoices)))
	return mux
}

type adminHandlers struct {
	services *app.Services
}

// Health says that the process answers, and what day it believes it is.
func (h *adminHandlers) Health(w http.ResponseWriter, r *http.Request) {
	write(w, r, map[string]string{"status": "afloat", "today": model.Today()})
}

// ListModels names every registered model.
func (h *adminHandlers) ListModels(w http.ResponseWriter, r *http.Request) {
	write(w, r, registry.Names())
}

// DescribeModel lists the attributes of one model.
func (h *adminHandlers) DescribeModel(w http.ResponseWriter, r *http.Request) {
	fields, ok := registry.Describe(r.PathValue("name"))
	if !ok {
		apierror.Write(w, r, apierror.NotFound("model", r.PathValue("name")))
		return
	}
	write(w, r, fields)
}

// TestChannel sends a try-out message on one channel.
func (h *adminHandlers) TestChannel(w http.ResponseWriter, r *http.Request) {
	err := h.services.Notifications.TestChannel(r.Context(), r.PathValue("account"), r.PathValue("id"))
	if err != nil {
		apierror.Write(w, r, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// CloseInvoices bills the vessels that left without waiting for the night.
func (h *adminHandlers) CloseInvoices(w http.ResponseWriter, r *http.Request) {
	issued, err := h.services.Invoices.CloseStays(r.Context())
	if err != nil {
		apierror.Write(w, r, err)
		return
	}
	write(w, r, map[string]int{"issued": issued})
}

func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		slog.Info("by hand", "method", r.Method, "path", r.URL.Path)
		next.ServeHTTP(w, r)
	})
}

func write(w http.ResponseWriter, r *http.Request, value any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(value); err != nil {
		keel.Logger(r.Context()).Warn("answer not written", "error", err)
	}
}
