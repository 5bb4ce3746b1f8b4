"""The tables of the store.

Facts live once per content in `blob`; everything else is a projection of the workspace's current files that can be
thrown away and made again. The full-text tables keep no text of their own: a row is deleted by giving the same words
again, which `rows.py` derives from the same facts. An index that no query uses is not there: on the Go standard
library one index over all symbols costs 8 MB and half a second.
"""

from __future__ import annotations

from groundplan.index.fingerprint import CODE_FINGERPRINT

SCHEMA_VERSION = 7

VERSION = f"{SCHEMA_VERSION}.{CODE_FINGERPRINT}"
"""What a store must have been written by: a store of any other version is not read."""

FILE_TABLES = ("symbol", "field", "import", "handler", "resource", "declared", "payload", "pattern", "outside", "stack")
"""Tables with a `file` column, whose rows follow their file. A file's symbols are one range of ids: no index on the
column is needed to find them."""

LINK_TABLES = ("route", "registrar", "registered_model", "registered_handler", "served")
"""Tables made from all files together, replaced as a whole."""

TABLES = """
CREATE TABLE {prefix}file (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL, hash BLOB, package TEXT NOT NULL, import_path TEXT NOT NULL, origin INTEGER NOT NULL,
  lines INTEGER NOT NULL, broken INTEGER NOT NULL, has_functions INTEGER NOT NULL, types INTEGER NOT NULL,
  structs INTEGER NOT NULL, functions INTEGER NOT NULL, first_symbol INTEGER NOT NULL, last_symbol INTEGER NOT NULL);
CREATE UNIQUE INDEX {schema}{prefix}file_path ON {prefix}file(path);
CREATE INDEX {schema}{prefix}file_name ON {prefix}file(name);
CREATE INDEX {schema}{prefix}file_import_path ON {prefix}file(import_path);
CREATE TABLE {prefix}symbol (
  id INTEGER PRIMARY KEY, file INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, folded TEXT,
  receiver TEXT NOT NULL, line INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  name_start INTEGER NOT NULL, name_end INTEGER NOT NULL, signature TEXT NOT NULL, doc TEXT NOT NULL);
CREATE INDEX {schema}{prefix}symbol_folded ON {prefix}symbol(ifnull(folded, lower(name)));
CREATE INDEX {schema}{prefix}symbol_receiver ON {prefix}symbol(receiver) WHERE receiver != '';
CREATE TABLE {prefix}field (
  file INTEGER NOT NULL, symbol INTEGER NOT NULL, folded TEXT NOT NULL, embedded INTEGER NOT NULL);
CREATE INDEX {schema}{prefix}field_folded ON {prefix}field(folded);
CREATE INDEX {schema}{prefix}field_file ON {prefix}field(file);
CREATE TABLE {prefix}import (file INTEGER NOT NULL, path TEXT NOT NULL, alias TEXT NOT NULL);
CREATE INDEX {schema}{prefix}import_file ON {prefix}import(file);
CREATE TABLE {prefix}handler (file INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, line INTEGER NOT NULL);
CREATE INDEX {schema}{prefix}handler_file ON {prefix}handler(file);
CREATE TABLE {prefix}resource (file INTEGER NOT NULL, logical_id TEXT NOT NULL, type TEXT NOT NULL, data BLOB NOT NULL);
CREATE INDEX {schema}{prefix}resource_file ON {prefix}resource(file);
CREATE INDEX {schema}{prefix}resource_id ON {prefix}resource(logical_id);
CREATE TABLE {prefix}pattern (
  file INTEGER NOT NULL, kind TEXT NOT NULL, form TEXT NOT NULL, unit TEXT NOT NULL, sites INTEGER NOT NULL,
  name TEXT NOT NULL, line INTEGER NOT NULL, details TEXT NOT NULL);
CREATE INDEX {schema}{prefix}pattern_file ON {prefix}pattern(file);
CREATE TABLE {prefix}declared (file INTEGER NOT NULL, data BLOB NOT NULL);
CREATE INDEX {schema}{prefix}declared_file ON {prefix}declared(file);
CREATE TABLE {prefix}payload (
  file INTEGER NOT NULL, line INTEGER NOT NULL, request TEXT NOT NULL, response TEXT NOT NULL);
CREATE INDEX {schema}{prefix}payload_file ON {prefix}payload(file);
CREATE TABLE {prefix}outside (
  file INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, owner TEXT NOT NULL, line INTEGER NOT NULL);
CREATE INDEX {schema}{prefix}outside_file ON {prefix}outside(file);
CREATE TABLE {prefix}stack (file INTEGER NOT NULL, data BLOB NOT NULL);
CREATE INDEX {schema}{prefix}stack_file ON {prefix}stack(file);
"""

SHARED_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE blob (id INTEGER PRIMARY KEY, hash BLOB NOT NULL, facts BLOB NOT NULL);
CREATE UNIQUE INDEX blob_hash ON blob(hash);
CREATE TABLE spare (id INTEGER PRIMARY KEY, hash BLOB NOT NULL);
CREATE INDEX spare_hash ON spare(hash);
CREATE TABLE listed (file INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE module (path TEXT NOT NULL, folder TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE route (method TEXT NOT NULL, path TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE registrar (callee TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE registered_model (
  name TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL, import_path TEXT NOT NULL);
CREATE TABLE registered_handler (name TEXT NOT NULL, kind TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL);
CREATE TABLE served (template TEXT NOT NULL, resource TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE reading (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, data BLOB NOT NULL);
CREATE INDEX registered_model_name ON registered_model(name);
CREATE VIRTUAL TABLE symbol_text USING fts5(
  name, container, doc, members, content='', tokenize="unicode61 tokenchars '_'");
CREATE VIRTUAL TABLE file_text USING fts5(
  path, names, doc, body, content='', tokenize="unicode61 tokenchars '_'");
CREATE VIRTUAL TABLE identifier_use USING fts5(
  names, content='', detail=none, columnsize=0, tokenize="unicode61 tokenchars '_'");
CREATE VIRTUAL TABLE listed_name USING fts5(
  names, content='', detail=none, columnsize=0, tokenize="unicode61 tokenchars '_'");
"""

HISTORY_TABLES = """
CREATE TABLE history_commit (
  id INTEGER PRIMARY KEY, hash BLOB NOT NULL, time INTEGER NOT NULL, subject TEXT NOT NULL, size INTEGER NOT NULL);
CREATE TABLE history_file (id INTEGER PRIMARY KEY, path TEXT NOT NULL);
CREATE UNIQUE INDEX history_file_path ON history_file(path);
CREATE TABLE history_change (entry INTEGER NOT NULL, file INTEGER NOT NULL, PRIMARY KEY (file, entry)) WITHOUT ROWID;
CREATE INDEX history_change_entry ON history_change(entry);
CREATE VIRTUAL TABLE history_text USING fts5(words, content='', tokenize="unicode61 tokenchars '_'");
"""
