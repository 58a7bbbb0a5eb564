/** 'Tnur': marks a SQLite file as a Tenure project. */
export const APPLICATION_ID = 0x546e_7572;

/** Step i brings a project of version i to version i + 1. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE import (
    import_id INTEGER PRIMARY KEY,
    imported_at TEXT NOT NULL,
    profile TEXT NOT NULL,
    currency TEXT NOT NULL,
    minor_unit_digits INTEGER NOT NULL,
    plan TEXT NOT NULL,
    has_cost INTEGER NOT NULL,
    attribute_names TEXT NOT NULL
  ) STRICT;

  CREATE TABLE import_file (
    import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    file_index INTEGER NOT NULL,
    file TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    hash TEXT NOT NULL,
    rows INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    orders INTEGER NOT NULL,
    customers INTEGER NOT NULL,
    anonymous_lines INTEGER NOT NULL,
    credit_lines INTEGER NOT NULL,
    negative_quantity_lines INTEGER NOT NULL,
    zero_price_lines INTEGER NOT NULL,
    gross_minor INTEGER NOT NULL,
    PRIMARY KEY (import_id, file_index)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE rejection (
    import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    sequence INTEGER NOT NULL,
    file_index INTEGER NOT NULL,
    line INTEGER NOT NULL,
    column_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (import_id, sequence)
  ) STRICT, WITHOUT ROWID;

  -- checksum: CRC-32 of data, verified on every read; digest: first 16 hex digits of its SHA-256, for the fingerprint.
  CREATE TABLE line_batch (
    import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    sequence INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    first_moment INTEGER NOT NULL,
    last_moment INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    digest TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (import_id, sequence)
  ) STRICT;

  CREATE TABLE dictionary_batch (
    name TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    import_id INTEGER NOT NULL REFERENCES import DEFERRABLE INITIALLY DEFERRED,
    size INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    digest TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (name, sequence)
  ) STRICT;

  CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Rows of a file that a rule skipped; additive, so that version 1 is read as having none.
  CREATE TABLE skipped_rows (
    import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    file_index INTEGER NOT NULL,
    rule TEXT NOT NULL,
    rows INTEGER NOT NULL,
    PRIMARY KEY (import_id, file_index, rule)
  ) STRICT, WITHOUT ROWID;
  `,
];

export const SCHEMA_VERSION = MIGRATIONS.length;
