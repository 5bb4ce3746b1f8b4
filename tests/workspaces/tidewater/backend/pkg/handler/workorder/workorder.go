// Package workorder gives jobs to the yard.
package workorder

import (
	"context"
	"net/http"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/backend/pkg/validate"
	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel"
)

func init() {
	keel.MustRegisterHandler("GET /v1/workorders", ListWorkOrders)
	keel.MustRegisterHandler("POST /v1/workorders", OpenWorkOrder)
	keel.MustRegisterHandler("POST /v1/workorders/{id}/assign", auth.Allow("harbourmaster", AssignWorkOrder))
	keel.MustRegisterHandler("POST /v1/workorders/{id}/complete", auth.Allow("deckhand", CompleteWorkOrder))
}

// OpenRequest is the body of OpenWorkOrder.
type OpenRequest struct {
	VesselID      string `json:"vessel_id"`
	BerthID       string `json:"berth_id"`
	Title         string `json:"title"`
	Details       string `json:"details"`
	EstimateCents int64  `json:"estimate_cents"`
}

// Validate asks for a title; the model asks for a vessel or a berth.
func (r *OpenRequest) Validate() error {
	return validate.Required("title", r.Title)
}

// AssignRequest is the body of AssignWorkOrder.
type AssignRequest struct {
	Crew string `json:"crew"`
	Day  string `json:"day"`
}

// Validate asks for a crew member and a day.
func (r *AssignRequest) Validate() error {
	return validate.First(validate.Required("crew", r.Crew), validate.Required("day", r.Day))
}

// ListWorkOrders answers with the jobs of the operator.
func ListWorkOrders(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	orders, err := app.Current().WorkOrders.List(ctx, principal.Account, req.Query["state"])
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, orders)
}

// OpenWorkOrder asks the yard for a job.
func OpenWorkOrder(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	var body OpenRequest
	if err := validate.Body(req, &body); err != nil {
		return apierror.Respond(ctx, err)
	}
	order := model.NewWorkOrder(principal.Account, body.Title)
	order.VesselID, order.BerthID = body.VesselID, body.BerthID
	order.Details, order.EstimateCents = body.Details, body.EstimateCents
	if err := app.Current().WorkOrders.Open(ctx, order); err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusCreated, order)
}

// AssignWorkOrder gives a job to a crew member.
func AssignWorkOrder(ctx context.Context, req keel.Request) (keel.Response, error) {
	var body AssignRequest
	if err := validate.Body(req, &body); err != nil {
		return apierror.Respond(ctx, err)
	}
	order, err := app.Current().WorkOrders.Assign(ctx, req.Param("id"), body.Crew, body.Day)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, order)
}

// CompleteWorkOrder closes a job.
func CompleteWorkOrder(ctx context.Context, req keel.Request) (keel.Response, error) {
	order, err := app.Current().WorkOrders.Complete(ctx, req.Param("id"))
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, order)
}
