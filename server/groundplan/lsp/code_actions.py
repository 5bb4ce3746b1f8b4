"""`textDocument/codeAction`: quick fixes whenever the client looks for them, the rest when a person asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lsprotocol import types

from groundplan.lsp.from_proto import span_of
from groundplan.model.feature import ActionKind

if TYPE_CHECKING:
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session

OPTIONS = types.CodeActionOptions(code_action_kinds=[kind.value for kind in ActionKind], resolve_provider=False)


async def code_action(ls: Session, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """Offer the changes that make sense at a place of a plan."""
    document = ls.documents.get(params.text_document.uri)
    context = params.context
    wanted = _wanted_kinds(context)
    if document is None or not document.is_markdown or not wanted or not ls.client.code_action_literals:
        return None
    span = span_of(document, params.range, ls.client.encoding)

    def answer(view: PlanView) -> list[types.CodeAction]:
        from groundplan.features.actions import actions_at

        only_fixes = wanted == {ActionKind.QUICK_FIX}
        actions = actions_at(view.snapshot, view.plan, span, view.findings(), only_fixes)
        return [view.proto.code_action(action, context.diagnostics) for action in actions if action.kind in wanted]

    return await ls.queries.ask("Code actions", document, answer)


def _wanted_kinds(context: types.CodeActionContext) -> frozenset[ActionKind]:
    """Return the kinds that are asked for; a client that looks by itself is shown quick fixes only."""
    kinds = set(ActionKind)
    if context.trigger_kind == types.CodeActionTriggerKind.Automatic:
        kinds = {ActionKind.QUICK_FIX}
    if context.only is not None:
        kinds = {kind for kind in kinds if _is_among(kind, context.only)}
    return frozenset(kinds)


def _is_among(kind: ActionKind, only: Sequence[types.CodeActionKind | str]) -> bool:
    """Tell whether a kind or one that it is part of is listed; kinds nest by their dots, "" is the root of all."""
    names = [str(getattr(item, "value", item)) for item in only]
    return any(name == "" or kind.value == name or kind.value.startswith(name + ".") for name in names)
