"""The facts of a Go file, from its bytes alone."""

from __future__ import annotations

from groundplan.model.go import FuncDecl, GoFile, Import, TypeDecl, ValueDecl
from groundplan.syntax.golang.body_marks import read_marks
from groundplan.syntax.golang.comments import Header, read_header
from groundplan.syntax.golang.declarations import DeclarationReader, Declarations
from groundplan.syntax.golang.functions import read_functions
from groundplan.syntax.golang.grammar import MAX_PARSED_BYTES, SourceParser
from groundplan.syntax.golang.imports import names_in_use
from groundplan.syntax.golang.payloads import read_payloads
from groundplan.syntax.golang.recovery import read_pieces
from groundplan.syntax.golang.route_comments import read_route_comments
from groundplan.syntax.golang.skeleton import Ranges, cut_skeleton
from groundplan.syntax.golang.usage import read_names


def read_go_file(source: bytes, *, evaluated: bool = True) -> GoFile:
    """Read what a Go file declares and uses. Spans are byte offsets into `source`; nothing is raised.

    Without `evaluated` neither function bodies nor the names in use are kept for later stages, as for a test, whose
    routes nobody asks for.

    Function bodies in gofmt's form are not parsed, so an error inside of one goes unnoticed; `broken` tells that
    declarations could not all be read. Of what remains without those bodies only the first megabyte is parsed.
    """
    header = read_header(source)
    skeleton = cut_skeleton(source, header.end)
    batches, broken = _limit(skeleton.batches)
    parser = SourceParser(source)
    roots = [parser.parse(batch) for batch in batches]
    reader = DeclarationReader(source)
    everything = ((header.end, len(source)),)
    if any(root is None or root.has_error for root in roots):
        if batches != [everything] and len(source) <= MAX_PARSED_BYTES:
            whole = parser.parse(everything)
            if whole is not None and not whole.has_error:
                reader.read_tree(whole)
                return facts_of(source, header, reader.found, broken=False, evaluated=evaluated)
        broken = True
    for batch, root in zip(batches, roots, strict=True):
        if root is None or root.has_error:
            read_pieces(source, batch, parser, reader)
        else:
            reader.read_tree(root)
    reader.read_cuts(skeleton)
    return facts_of(source, header, reader.found, broken, evaluated)


def facts_of(source: bytes, header: Header, found: Declarations, broken: bool, evaluated: bool = True) -> GoFile:
    """Put the facts of a file together, declarations in source order."""
    funcs = tuple(sorted(found.funcs, key=_start))
    values = tuple(sorted(found.values, key=_start))
    imports = tuple(found.imports)
    identifiers, references = read_names(found.code, names_in_use(imports)) if evaluated else ((), ())
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
        functions=read_functions(source, funcs, values, identifiers, whole=_declares_resources(imports))
        if evaluated
        else (),
        marks=read_marks(source, funcs, imports, identifiers, references),
        lines=source.count(b"\n") + (not source.endswith(b"\n") and source != b""),
        broken=broken,
        declared=read_route_comments(source, funcs) if evaluated else (),
        payloads=read_payloads(source, funcs) if evaluated else (),
    )


def _declares_resources(imports: tuple[Import, ...]) -> bool:
    """Tell whether a file is of a CDK app, whose functions say what is deployed."""
    return any("/aws-cdk-go/" in each.path for each in imports)


def _start(declaration: FuncDecl | TypeDecl | ValueDecl) -> int:
    return declaration.span.start


def _limit(batches: tuple[Ranges, ...]) -> tuple[list[Ranges], bool]:
    """Keep as many ranges as may be parsed, and tell whether something was left out."""
    kept: list[Ranges] = []
    room = MAX_PARSED_BYTES
    for batch in batches:
        size = sum([end - start for start, end in batch])
        if size > room:
            if not kept:
                start, end = batch[0]
                kept.append(((start, min(end, start + room)),))
            return kept, True
        kept.append(batch)
        room -= size
    return kept, False
