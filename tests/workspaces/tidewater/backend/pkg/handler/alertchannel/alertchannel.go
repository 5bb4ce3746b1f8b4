// Package alertchannel manages the ways in which people are told things.
package alertchannel

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
	keel.MustRegisterHandler("GET /v1/alerts/channels", ListChannels)
	keel.MustRegisterHandler("POST /v1/alerts/channels", CreateChannel)
	keel.MustRegisterHandler("PUT /v1/alerts/channels/{id}", UpdateChannel)
	keel.MustRegisterHandler("DELETE /v1/alerts/channels/{id}", DeleteChannel)
	keel.MustRegisterHandler("POST /v1/alerts/channels/{id}/test", TestChannel)
}

// ChannelRequest is the body of CreateChannel and UpdateChannel.
type ChannelRequest struct {
	Name       string            `json:"name"`
	OwnerID    string            `json:"owner_id,omitempty"`
	Kind       model.ChannelKind `json:"kind"`
	Target     string            `json:"target"`
	Events     []string          `json:"events"`
	Enabled    bool              `json:"enabled"`
	QuietFrom  int               `json:"quiet_from"`
	QuietUntil int               `json:"quiet_until"`
}

// Validate refuses nameless channels and impossible hours.
func (r *ChannelRequest) Validate() error {
	if r.QuietFrom < 0 || r.QuietFrom > 23 || r.QuietUntil < 0 || r.QuietUntil > 23 {
		return apierror.Invalid("quiet_from", "and quiet_until are hours from 0 to 23")
	}
	if r.Kind == model.ChannelEmail {
		if err := validate.Email("target", r.Target); err != nil {
			return err
		}
	}
	return validate.Required("name", r.Name)
}

func (r *ChannelRequest) apply(channel *model.AlertChannel) {
	channel.Name, channel.OwnerID, channel.Kind, channel.Target = r.Name, r.OwnerID, r.Kind, r.Target
	channel.Events, channel.Enabled = r.Events, r.Enabled
	channel.QuietFrom, channel.QuietUntil = r.QuietFrom, r.QuietUntil
}

// ListChannels answers with the channels of the operator.
func ListChannels(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	channels, err := app.Current().Notifications.Channels(ctx, principal.Account)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, channels)
}

// CreateChannel adds a channel.
func CreateChannel(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	var body ChannelRequest
	if err := validate.Body(req, &body); err != nil {
		return apierror.Respond(ctx, err)
	}
	channel := model.NewAlertChannel(principal.Account, body.Name, body.Kind, body.Target)
	body.apply(channel)
	if err := app.Current().Notifications.SaveChannel(ctx, channel); err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusCreated, channel)
}

// UpdateChannel replaces what the operator can choose about a channel.
func UpdateChannel(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	var body ChannelRequest
	if err := validate.Body(req, &body); err != nil {
		return apierror.Respond(ctx, err)
	}
	notifications := app.Current().Notifications
	channel, err := notifications.Channel(ctx, principal.Account, req.Param("id"))
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	body.apply(channel)
	if err := notifications.SaveChannel(ctx, channel); err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, channel)
}

// DeleteChannel removes a channel.
func DeleteChannel(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	if err := app.Current().Notifications.RemoveChannel(ctx, principal.Account, req.Param("id")); err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.NoContent()
}

// TestChannel sends a try-out message.
func TestChannel(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	if err := app.Current().Notifications.TestChannel(ctx, principal.Account, req.Param("id")); err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.NoContent()
}
