-- Merchandise as imported. `external_id` is the shop's own id and the key of every upsert; `id` is ours.
CREATE TABLE products (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shop_id           text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  external_id       text NOT NULL,
  locale            text NOT NULL,
  title             text NOT NULL,
  brand             text,
  category          text[] NOT NULL,
  description       text,
  short_description text,
  status            text NOT NULL CHECK (status IN ('active', 'draft', 'archived')),
  url               text,
  currency          text NOT NULL,
  images            jsonb NOT NULL,
  tags              text[] NOT NULL,
  attributes        jsonb NOT NULL,
  source            jsonb NOT NULL,
  -- Derived from the variants in the same statement, so that filters never join: name -> list of values, lower case.
  facets            jsonb NOT NULL,
  in_stock          boolean NOT NULL,
  price_min_minor   bigint,
  price_max_minor   bigint,
  -- Equal row hash: an import changes nothing. Equal content hash: nothing to embed.
  row_hash          text NOT NULL,
  content_hash      text NOT NULL,
  created_at        timestamptz NOT NULL DEFAULT now(),
  updated_at        timestamptz NOT NULL DEFAULT now(),
  -- The transaction that last changed the row. Readers of changes keep behind pg_snapshot_xmin, so none is missed.
  changed_xid       xid8 NOT NULL DEFAULT pg_current_xact_id(),
  UNIQUE (shop_id, external_id)
);
CREATE INDEX products_by_change ON products (shop_id, changed_xid, id);
CREATE INDEX products_by_facet ON products USING gin (facets jsonb_path_ops);

CREATE TABLE variants (
  id                     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shop_id                text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  product_id             bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  external_id            text NOT NULL,
  position               integer NOT NULL,
  title                  text,
  options                jsonb NOT NULL,
  attributes             jsonb NOT NULL,
  price_minor            bigint,
  compare_at_price_minor bigint,
  stock_units            bigint,
  gtin                   text,
  mpn                    text,
  UNIQUE (product_id, external_id)
);

-- Importing is a fifth faster with lz4 than with pglz (measured); a server built without it keeps its default.
DO $$ BEGIN
  ALTER TABLE products
    ALTER COLUMN description SET COMPRESSION lz4,
    ALTER COLUMN images SET COMPRESSION lz4,
    ALTER COLUMN attributes SET COMPRESSION lz4,
    ALTER COLUMN source SET COMPRESSION lz4,
    ALTER COLUMN facets SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;

-- One upload: its bytes wait in import_chunks, so that any worker on any machine can read and resume it.
CREATE TABLE imports (
  id            text PRIMARY KEY,
  shop_id       text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  job_id        text,
  format        text NOT NULL,
  mapping       jsonb,
  file_name     text,
  byte_length   bigint NOT NULL DEFAULT 0,
  state         text NOT NULL CHECK (state IN ('uploading', 'queued', 'running', 'done', 'failed', 'cancelled')),
  -- How many rows of the file are settled; a resumed import skips that many.
  rows_settled  bigint NOT NULL DEFAULT 0,
  rows_created  bigint NOT NULL DEFAULT 0,
  rows_updated  bigint NOT NULL DEFAULT 0,
  rows_unchanged bigint NOT NULL DEFAULT 0,
  rows_failed   bigint NOT NULL DEFAULT 0,
  -- Progress in bytes of the upload, for a bar that knows its end.
  bytes_read    bigint NOT NULL DEFAULT 0,
  failure       text,
  created_at    timestamptz NOT NULL DEFAULT now(),
  finished_at   timestamptz
);
CREATE INDEX imports_by_shop ON imports (shop_id, created_at DESC, id DESC);

CREATE TABLE import_chunks (
  import_id text NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  shop_id   text NOT NULL,
  seq       integer NOT NULL,
  bytes     bytea NOT NULL,
  PRIMARY KEY (import_id, seq)
);
-- Feeds rarely compress further than the time it takes; store them as they come.
ALTER TABLE import_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- The first errors of an import, in row order; imports.rows_failed counts them all.
CREATE TABLE import_errors (
  import_id   text NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  shop_id     text NOT NULL,
  row_number  bigint NOT NULL,
  seq         integer NOT NULL,
  external_id text,
  path        text NOT NULL,
  message     text NOT NULL,
  PRIMARY KEY (import_id, row_number, seq)
);
