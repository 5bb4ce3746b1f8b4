package service

import (
	"context"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/queue"
	"example.com/tidewater/charts/model"
)

// WorkOrderStore is what the yard needs of the table.
type WorkOrderStore interface {
	SaveWorkOrder(ctx context.Context, order *model.WorkOrder) error
	FindWorkOrder(ctx context.Context, id string) (*model.WorkOrder, error)
	WorkOrders(ctx context.Context, username string) ([]*model.WorkOrder, error)
}

// WorkOrderService runs the yard.
type WorkOrderService struct {
	orders WorkOrderStore
	events EventPublisher
}

// NewWorkOrderService returns the service on its store.
func NewWorkOrderService(orders WorkOrderStore, events EventPublisher) *WorkOrderService {
	return &WorkOrderService{orders: orders, events: events}
}

// Open stores a new job.
func (s *WorkOrderService) Open(ctx context.Context, order *model.WorkOrder) error {
	return s.orders.SaveWorkOrder(ctx, order)
}

// Assign gives a job to a crew member.
func (s *WorkOrderService) Assign(ctx context.Context, id, crew, day string) (*model.WorkOrder, error) {
	order, err := s.unfinished(ctx, id)
	if err != nil {
		return nil, err
	}
	order.Assign(crew, day)
	return order, s.orders.SaveWorkOrder(ctx, order)
}

// Complete closes a job.
func (s *WorkOrderService) Complete(ctx context.Context, id string) (*model.WorkOrder, error) {
	order, err := s.unfinished(ctx, id)
	if err != nil {
		return nil, err
	}
	order.Complete()
	if err := s.orders.SaveWorkOrder(ctx, order); err != nil {
		return nil, err
	}
	announce(ctx, s.events, queue.Event{
		Kind:       queue.WorkCompleted,
		Account:    order.Username,
		SubjectKey: order.GetKey(),
		Title:      "Done: " + order.Title,
		Body:       order.Details,
	})
	return order, nil
}

// List returns the jobs of an operator in one state, or all of them.
func (s *WorkOrderService) List(ctx context.Context, username, state string) ([]*model.WorkOrder, error) {
	orders, err := s.orders.WorkOrders(ctx, username)
	if err != nil || state == "" {
		return orders, err
	}
	var chosen []*model.WorkOrder
	for _, order := range orders {
		if order.State.String() == state {
			chosen = append(chosen, order)
		}
	}
	return chosen, nil
}

func (s *WorkOrderService) unfinished(ctx context.Context, id string) (*model.WorkOrder, error) {
	order, err := s.orders.FindWorkOrder(ctx, id)
	if err != nil {
		return nil, err
	}
	if order.State == model.WorkDone || order.State == model.WorkDropped {
		return nil, apierror.Conflict("work order is " + order.State.String())
	}
	return order, nil
}
