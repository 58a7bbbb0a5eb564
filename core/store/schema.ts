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

  -- checksum: CRC-32 of data, verified on every read; digest: 16 hex digits that tell it from others, for the fingerprint.
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
  -- Rows of a file that a rule skipped.
  CREATE TABLE skipped_rows (
    import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    file_index INTEGER NOT NULL,
    rule TEXT NOT NULL,
    rows INTEGER NOT NULL,
    PRIMARY KEY (import_id, file_index, rule)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- 0: the files of the import do not say what their currency is, or hold no amounts.
  ALTER TABLE import ADD COLUMN currency_known INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE import_file ADD COLUMN kind TEXT NOT NULL DEFAULT 'orders';

  -- Facts beside the orders. customer, product and category are codes of the dictionaries; import_id is the last import that set the row;
  -- attributes is a JSON object of texts.
  CREATE TABLE customer_record (
    customer INTEGER PRIMARY KEY,
    email TEXT,
    phone TEXT,
    normalised_email TEXT,
    normalised_phone TEXT,
    name TEXT,
    birth_day INTEGER,
    city TEXT,
    country TEXT,
    source TEXT,
    consent INTEGER,
    attributes TEXT NOT NULL,
    import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
  ) STRICT;

  -- customer −1: nobody is named. occurrence: 0, 1, 2 … among the rows of one file that are alike in the columns before it.
  CREATE TABLE feedback (
    feedback_id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    survey TEXT NOT NULL,
    order_id TEXT NOT NULL,
    occurrence INTEGER NOT NULL,
    channel TEXT,
    nps INTEGER,
    csat INTEGER,
    ces INTEGER,
    stars REAL,
    text TEXT,
    attributes TEXT NOT NULL,
    import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (customer, moment, survey, order_id, occurrence)
  ) STRICT;

  -- day: first day of the period, which is a day or a month.
  CREATE TABLE spend (
    day INTEGER NOT NULL,
    period TEXT NOT NULL,
    channel TEXT NOT NULL,
    occurrence INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    attributes TEXT NOT NULL,
    import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (day, period, channel, occurrence)
  ) STRICT, WITHOUT ROWID;

  -- unit_cost_minor: minor units, with a fraction where the file has one.
  CREATE TABLE product_record (
    product INTEGER PRIMARY KEY,
    name TEXT,
    category INTEGER,
    unit_cost_minor REAL,
    attributes TEXT NOT NULL,
    import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
  ) STRICT;

  -- digest: first 16 hex digits of the SHA-256 over the table's rows in order of key, for the fingerprint.
  CREATE TABLE fact_digest (
    kind TEXT PRIMARY KEY,
    rows INTEGER NOT NULL,
    digest TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What rejected rows hold: JSON lists of texts. further: cells beyond the columns; is_cut: 1 where the row was too long to be kept whole.
  CREATE TABLE rejected_cells (
    import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    sequence INTEGER NOT NULL,
    cells TEXT NOT NULL,
    further TEXT,
    is_cut INTEGER NOT NULL,
    PRIMARY KEY (import_id, sequence)
  ) STRICT, WITHOUT ROWID;

  -- Names of the columns of each file with rejected rows: a JSON list.
  CREATE TABLE rejected_columns (
    import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    file_index INTEGER NOT NULL,
    names TEXT NOT NULL,
    PRIMARY KEY (import_id, file_index)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Lines are numbered through the project: those of an import from first_line on, in order of its batches.
  ALTER TABLE import ADD COLUMN first_line INTEGER NOT NULL DEFAULT 0;
  UPDATE import SET first_line = (SELECT coalesce(sum(rows), 0) FROM line_batch WHERE line_batch.import_id < import.import_id);

  -- Runs of lines, from first_line to before end_line, that replace lines of earlier files. import_id: while it is there, the runs are needed;
  -- when the import that made them is undone, this is the next one.
  CREATE TABLE replacement (
    first_line INTEGER PRIMARY KEY,
    end_line INTEGER NOT NULL,
    import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    checksum INTEGER NOT NULL,
    digest TEXT NOT NULL,
    data BLOB NOT NULL
  ) STRICT;
  CREATE INDEX replacement_import ON replacement (import_id);

  -- One row once lines were replaced or an import was undone: what the lines in force come to. Without it, that is the sum over the files.
  CREATE TABLE line_summary (
    lines INTEGER NOT NULL,
    orders INTEGER NOT NULL,
    anonymous_lines INTEGER NOT NULL,
    credit_lines INTEGER NOT NULL,
    negative_quantity_lines INTEGER NOT NULL,
    zero_price_lines INTEGER NOT NULL,
    gross_minor INTEGER NOT NULL,
    first_moment INTEGER,
    last_moment INTEGER
  ) STRICT;

  -- What each import said of a fact, in order. The tables above hold what comes of it: patch (a JSON object of columns) upon patch.
  CREATE TABLE fact_version (
    import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    sequence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    fact_key TEXT NOT NULL,
    patch TEXT NOT NULL,
    PRIMARY KEY (import_id, sequence)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX fact_version_key ON fact_version (kind, fact_key);

  -- Of older projects only the outcome is known: it counts as said by the last import that set the row.
  INSERT INTO fact_version
    SELECT import_id, row_number() OVER (PARTITION BY import_id) - 1, kind, fact_key, patch FROM (
      SELECT import_id, 'customers' AS kind, json_array(customer) AS fact_key,
        json_object('email', email, 'phone', phone, 'normalisedEmail', normalised_email, 'normalisedPhone', normalised_phone, 'name', name, 'birthDay', birth_day,
          'city', city, 'country', country, 'source', source, 'consent', consent, 'attributes', attributes) AS patch FROM customer_record
      UNION ALL SELECT import_id, 'feedback', json_array(customer, moment, survey, order_id, occurrence),
        json_object('channel', channel, 'nps', nps, 'csat', csat, 'ces', ces, 'stars', stars, 'text', text, 'attributes', attributes) FROM feedback
      UNION ALL SELECT import_id, 'spend', json_array(day, period, channel, occurrence), json_object('amountMinor', amount_minor, 'attributes', attributes) FROM spend
      UNION ALL SELECT import_id, 'products', json_array(product),
        json_object('name', name, 'category', category, 'unitCostMinor', unit_cost_minor, 'attributes', attributes) FROM product_record);
  `,
];

export const SCHEMA_VERSION = MIGRATIONS.length;
