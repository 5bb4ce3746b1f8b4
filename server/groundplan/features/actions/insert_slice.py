"""Insert the feature slice of what the plan names: as a list or as a Mermaid diagram, below the paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.discover.feature_slice import Anchor, slice_of, title_of
from groundplan.features.actions.request import ActionRequest
from groundplan.features.slice_at import anchor_meant
from groundplan.features.slice_text import slice_list, slice_mermaid
from groundplan.model.feature import Action, ActionKind
from groundplan.model.finding import TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import Mention, MentionKind
from groundplan.text.edits import newline_of, with_newlines

_KINDS = (MentionKind.SYMBOL, MentionKind.ENDPOINT, MentionKind.RESOURCE)
MAX_OFFERED = 2
"""Names on which a selection offers slices; of more the author has selected text, not a name."""

_FENCES = (b"```", b"~~~")


def offer(request: ActionRequest) -> Iterator[Action]:
    """Offer the slice of each name of the code that the requested span touches."""
    offered: dict[str, None] = {}
    for mention in request.context.plan.mentions:
        touched = mention.span.start <= request.span.end and request.span.start <= mention.span.end
        if not touched or mention.kind not in _KINDS or mention.in_fence or len(offered) >= MAX_OFFERED:
            continue
        anchor = anchor_meant(request.context.snapshot, request.context.plan, mention)
        if anchor is None or title_of(anchor) in offered:
            continue
        actions = list(_actions(request, mention, anchor))
        if actions:
            offered[title_of(anchor)] = None
            yield from actions


def _actions(request: ActionRequest, mention: Mention, anchor: Anchor) -> Iterator[Action]:
    context = request.context
    found = slice_of(context.snapshot, anchor)
    if not any(root.children for root in found.roots):
        return
    end = _end_of_paragraph(context.plan.text, mention.span.end)
    if end is None:
        return
    title = title_of(anchor)
    forms = (
        ("list", f"Slice of `{title}`:", slice_list(found, context.links.target)),
        ("Mermaid", f"Slice of `{title}` as a diagram:", f"```mermaid\n{slice_mermaid(found)}\n```"),
    )
    for name, lead, body in forms:
        # What stands in the plan already is not inserted again.
        if lead.encode() not in context.plan.text:
            edit = _edit(context.plan.text, end, f"{lead}\n\n{body}")
            yield Action(f"Insert the slice of `{title}` ({name})", ActionKind.INSERT_SLICE, (edit,))


def _edit(text: bytes, end: int, block: str) -> TextEdit:
    newline = newline_of(text)
    rest = text[end:].decode("utf-8", "replace")
    following = rest.removeprefix("\r\n") if rest.startswith("\r\n") else rest[1:]
    # A fence or text right behind the paragraph keeps a blank line in front of it.
    behind = newline if following and not following.startswith(("\n", "\r")) else ""
    return TextEdit(Span(end, end), f"{newline * 2}{with_newlines(block, newline)}{behind}")


def _end_of_paragraph(text: bytes, offset: int) -> int | None:
    """Return where the last line of the block around an offset ends, None inside of front matter and comments."""
    if text.startswith((b"---\n", b"---\r", b"\xef\xbb\xbf---")) and text.find(b"\n---", 3) >= offset:
        return None
    if text.rfind(b"<!--", 0, offset) > text.rfind(b"-->", 0, offset):
        return None
    end = _end_of_line(text, offset)
    start = max(text.rfind(b"\n", 0, offset), text.rfind(b"\r", 0, offset)) + 1
    if text[start:end].lstrip().startswith(b"#"):
        return end
    while True:
        behind = _behind_line_end(text, end)
        line_end = _end_of_line(text, behind)
        line = text[behind:line_end].strip()
        if not line or line.startswith((*_FENCES, b"#", b"<!--")):
            return end
        end = line_end


def _end_of_line(text: bytes, offset: int) -> int:
    found = [at for at in (text.find(b"\n", offset), text.find(b"\r", offset)) if at >= 0]
    return min(found, default=len(text))


def _behind_line_end(text: bytes, end: int) -> int:
    return end + (2 if text[end : end + 2] == b"\r\n" else 1 if end < len(text) else 0)
