"""The language server: the only package that knows LSP positions, URIs and pygls."""
