"""The facts of a Go file, from its bytes alone."""

from __future__ import annotations

from groundplan.model.go import FuncDecl, GoFile, TypeDecl, ValueDecl
from groundplan.syntax.golang.comments import Header, read_header
from groundplan.syntax.golang.declarations import DeclarationReader, Declarations
from groundplan.syntax.golang.functions import read_functions
from groundplan.syntax.golang.grammar import MAX_PARSED_BYTES, SourceParser
from groundplan.syntax.golang.imports import names_in_use
from groundplan.syntax.golang.recovery import read_pieces
from groundplan.syntax.golang.skeleton import cut_skeleton
from groundplan.syntax.golang.usage import read_names


def read_go_file(source: bytes) -> GoFile:
    """Read what a Go file declares and uses. Spans are byte offsets into `source`; nothing is raised.

    Function bodies in gofmt's form are not parsed, so an error inside of one goes unnoticed; `broken` tells that
    declarations could not all be read. Of what remains without those bodies only the first megabyte is parsed.
    """
    header = read_header(source)
    skeleton = cut_skeleton(source, header.end)
    ranges, broken = _limit(skeleton.ranges)
    parser = SourceParser(source)
    reader = DeclarationReader(source)
    root = parser.parse(ranges)
    if root is None or root.has_error:
        everything = ((header.end, len(source)),)
        if skeleton.ranges != everything and len(source) <= MAX_PARSED_BYTES:
            whole = parser.parse(everything)
            if whole is not None and not whole.has_error:
                reader.read_tree(whole)
                return facts_of(source, header, reader.found, broken=False)
        broken = True
        read_pieces(source, ranges, parser, reader)
    else:
        reader.read_tree(root)
    reader.read_cuts(skeleton)
    return facts_of(source, header, reader.found, broken)


def read_go_file_whole(source: bytes) -> GoFile:
    """Read a Go file without cutting anything out first: what `read_go_file` must equal on code in gofmt's form."""
    header = read_header(source)
    reader = DeclarationReader(source)
    root = SourceParser(source).parse(((header.end, len(source)),))
    if root is not None:
        reader.read_tree(root)
    return facts_of(source, header, reader.found, root is None or root.has_error)


def facts_of(source: bytes, header: Header, found: Declarations, broken: bool) -> GoFile:
    """Put the facts of a file together, declarations in source order."""
    funcs = tuple(sorted(found.funcs, key=_start))
    values = tuple(sorted(found.values, key=_start))
    imports = tuple(found.imports)
    identifiers, references = read_names(found.code, names_in_use(imports))
    return GoFile(
        package=header.package,
        doc=header.doc,
        imports=imports,
        types=tuple(sorted(found.types, key=_start)),
        funcs=funcs,
        values=values,
        generated=header.generated,
        build_constraint=header.build_constraint,
        references=references,
        identifiers=identifiers,
        functions=read_functions(source, funcs, values),
        lines=source.count(b"\n") + (not source.endswith(b"\n") and source != b""),
        broken=broken,
    )


def _start(declaration: FuncDecl | TypeDecl | ValueDecl) -> int:
    return declaration.span.start


def _limit(ranges: tuple[tuple[int, int], ...]) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Keep as many ranges as one parse may have, and tell whether something was left out."""
    kept = []
    room = MAX_PARSED_BYTES
    for start, end in ranges:
        if end - start > room:
            kept.append((start, start + room))
            return tuple(kept), True
        kept.append((start, end))
        room -= end - start
    return tuple(kept), False
