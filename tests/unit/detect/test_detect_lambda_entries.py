"""What a Lambda starts with, and routers behind a proxy adapter."""

from __future__ import annotations

from tests.unit.detect.detect_programs import survey_of

from groundplan.model.route import RouteConfidence


def test_the_function_that_a_lambda_starts_with() -> None:
    text = """
    import awslambda "github.com/aws/aws-lambda-go/lambda"
    func main() { lambda.Start(traced(handle)) }
    func other() { awslambda.StartWithOptions(handle, awslambda.WithContext(nil)) }
    func traced(h any) any { return h }
    func handle(ctx context.Context, e events.SQSEvent) error { return nil }
    """
    found = survey_of("-- cmd/worker/main.go --\n" + text)
    assert [(each.handler, each.middleware, each.line) for each in found.entries] == [
        ("handle", ("traced",), 3),
        ("handle", (), 4),
    ]
    assert {each.confidence for each in found.entries} == {RouteConfidence.EVENT}
    assert found.routes == ()


def test_a_router_behind_a_proxy_adapter_has_its_routes() -> None:
    text = """
    func main() {
        r := chi.NewRouter()
        r.Get("/users", list)
        adapter := chiadapter.New(r)
        lambda.Start(adapter.ProxyWithContext)
    }
    """
    found = survey_of(text)
    assert [each.title for each in found.routes] == ["GET /users"]
    assert len(found.entries) == 1
