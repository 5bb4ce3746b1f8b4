package keel

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"time"
)

// QueueMessage is one message of a batch; ID names it in a partial failure.
type QueueMessage struct {
	ID   string `json:"messageId"`
	Body string `json:"body"`
}

// QueueEvent is a batch of messages from a queue.
type QueueEvent struct {
	Records []QueueMessage `json:"Records"`
}

// QueueResult names the messages to be delivered again.
type QueueResult struct {
	Failures []QueueFailure `json:"batchItemFailures"`
}

// QueueFailure is one message that could not be handled.
type QueueFailure struct {
	ID string `json:"itemIdentifier"`
}

// ScheduleEvent is a tick of a schedule.
type ScheduleEvent struct {
	ID   string    `json:"id"`
	Time time.Time `json:"time"`
}

// Start runs an HTTP handler under the function runtime until the process ends.
func Start(handler Handler) {
	run(handler)
}

// StartQueue runs a queue consumer: each message is handled on its own, and
// those that fail go back to the queue.
func StartQueue(handle func(ctx context.Context, message QueueMessage) error) {
	run(func(ctx context.Context, event QueueEvent) (QueueResult, error) {
		result := QueueResult{Failures: []QueueFailure{}}
		for _, message := range event.Records {
			if err := handle(ctx, message); err != nil {
				Logger(ctx).Error("message failed", "message_id", message.ID, "error", err)
				result.Failures = append(result.Failures, QueueFailure{ID: message.ID})
			}
		}
		return result, nil
	})
}

// StartSchedule runs a job once for every tick.
func StartSchedule(job func(ctx context.Context, tick ScheduleEvent) error) {
	run(func(ctx context.Context, tick ScheduleEvent) (struct{}, error) {
		return struct{}{}, job(ctx, tick)
	})
}

func run[E, R any](handle func(context.Context, E) (R, error)) {
	host := os.Getenv("AWS_LAMBDA_RUNTIME_API")
	if host == "" {
		if err := runOnce(os.Stdin, os.Stdout, handle); err != nil {
			fmt.Fprintln(os.Stderr, "keel:", err)
			os.Exit(1)
		}
		return
	}
	runtime := runtimeClient{base: "http://" + host + "/2018-06-01/runtime/invocation/"}
	for {
		if err := serveNext(runtime, handle); err != nil {
			fmt.Fprintln(os.Stderr, "keel:", err)
			os.Exit(1)
		}
	}
}

// runOnce feeds one event from a file or a pipe, for a try-out on a laptop.
func runOnce[E, R any](in io.Reader, out io.Writer, handle func(context.Context, E) (R, error)) error {
	var event E
	if err := json.NewDecoder(in).Decode(&event); err != nil {
		return fmt.Errorf("read event: %w", err)
	}
	result, err := handle(context.Background(), event)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(result)
}

type runtimeClient struct {
	base string
}

func serveNext[E, R any](runtime runtimeClient, handle func(context.Context, E) (R, error)) error {
	next, err := http.Get(runtime.base + "next")
	if err != nil {
		return fmt.Errorf("next invocation: %w", err)
	}
	defer next.Body.Close()
	id := next.Header.Get("Lambda-Runtime-Aws-Request-Id")
	ctx, cancel := withDeadline(next.Header.Get("Lambda-Runtime-Deadline-Ms"))
	defer cancel()

	var event E
	if err := json.NewDecoder(next.Body).Decode(&event); err != nil {
		return runtime.post(id+"/error", map[string]string{"errorMessage": err.Error()})
	}
	result, err := handle(WithRequestID(ctx, id), event)
	if err != nil {
		return runtime.post(id+"/error", map[string]string{"errorMessage": err.Error()})
	}
	return runtime.post(id+"/response", result)
}

func withDeadline(milliseconds string) (context.Context, context.CancelFunc) {
	at, err := strconv.ParseInt(milliseconds, 10, 64)
	if err != nil {
		return context.WithCancel(context.Background())
	}
	return context.WithDeadline(context.Background(), time.UnixMilli(at))
}

func (c runtimeClient) post(path string, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return err
	}
	response, err := http.Post(c.base+path, "application/json", bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("report result: %w", err)
	}
	return response.Body.Close()
}
