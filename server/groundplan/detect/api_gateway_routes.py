"""Routes that templates declare as resources of Amazon API Gateway, version 1 (REST) and 2 (HTTP)."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.detect.joins.kinds import FUNCTION_TYPES
from groundplan.detect.joins.stacks import Stacks
from groundplan.model.resource import Resource
from groundplan.model.route import Route, RouteConfidence

_V2_ROUTES = frozenset(("AWS::ApiGatewayV2::Route", "aws_apigatewayv2_route"))
_METHODS = frozenset(("AWS::ApiGateway::Method", "aws_api_gateway_method"))
_PATHS = frozenset(("AWS::ApiGateway::Resource", "aws_api_gateway_resource"))
_REST_APIS = frozenset(("AWS::ApiGateway::RestApi", "aws_api_gateway_rest_api", "AWS::Serverless::Api"))
_TERRAFORM_INTEGRATION = "aws_api_gateway_integration"
_MAX_DEPTH = 20  # parts of one path
_MAX_HOPS = 3  # from a route over its integration to a function


def routes_of_gateways(stacks: Stacks) -> Iterator[tuple[Route, Resource | None]]:
    """Yield the routes with the function that each is tied to, None where it is no function; ordered by place.

    A route whose path cannot be worked out is left out.
    """
    integrations: dict[tuple[str, str, str], Resource] = {}
    for resource in stacks.resources():
        if resource.type == _TERRAFORM_INTEGRATION:
            for place in _named(stacks, resource, "resource_id"):
                integrations.setdefault((place.path, place.logical_id, _method(resource)), resource)
    for resource in stacks.resources():
        if resource.type in _V2_ROUTES:
            method, _, path = resource.property("RouteKey").partition(" ")
            if path.startswith("/"):
                function = _function(stacks, resource, ("Target", "target"), _MAX_HOPS)
                yield _route(resource, method, path, function), function
        elif resource.type in _METHODS and _method(resource) != "OPTIONS":
            found = _named(stacks, resource, "ResourceId", "resource_id")
            path = _path(stacks, found[0], _MAX_DEPTH) if found else ""
            if path:
                function = _function(stacks, resource, ("Integration",), _MAX_HOPS)
                integration = integrations.get((found[0].path, found[0].logical_id, _method(resource)))
                if function is None and integration is not None:
                    function = _function(stacks, integration, ("uri",), _MAX_HOPS)
                yield _route(resource, _method(resource), path, function), function


def _route(resource: Resource, method: str, path: str, function: Resource | None) -> Route:
    return Route(
        method=method.upper(),
        path=path,
        handler=function.logical_id if function is not None else "",
        file=resource.path,
        line=resource.line,
        source="api-gateway",
        confidence=RouteConfidence.EVENT,
    )


def _method(resource: Resource) -> str:
    return resource.property("HttpMethod").upper()


def _named(stacks: Stacks, resource: Resource, *properties: str) -> list[Resource]:
    names = dict(resource.references)
    return [found for each in properties for name in names.get(each, ()) for found in stacks.find(resource.path, name)]


def _path(stacks: Stacks, resource: Resource, depth: int) -> str:
    """Return the whole path of a path resource, "/" for the API itself, "" when a part is not known."""
    if resource.type in _REST_APIS:
        return "/"
    part = resource.property("PathPart")
    parents = _named(stacks, resource, "ParentId", "parent_id")
    if resource.type not in _PATHS or not part or part.startswith("!") or not parents or depth == 0:
        return ""
    above = _path(stacks, parents[0], depth - 1)
    return f"{above.rstrip('/')}/{part}" if above else ""


def _function(stacks: Stacks, resource: Resource, properties: tuple[str, ...], hops: int) -> Resource | None:
    """Return the function that a route's properties lead to, over integrations."""
    for found in _named(stacks, resource, *properties) if hops > 0 else ():
        if found.type in FUNCTION_TYPES:
            return found
        behind = _function(stacks, found, ("IntegrationUri", "integration_uri", "Integration"), hops - 1)
        if behind is not None:
            return behind
    return None
