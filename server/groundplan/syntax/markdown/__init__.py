"""The blocks and inline parts of one Markdown document."""

from groundplan.syntax.markdown.scanner import read_markdown

__all__ = ["read_markdown"]
