-- Embeddings live in one table per version (vectors_<number>, made when the version is registered), so that two
-- models never share a space and a switch is one pointer. See docs/decisions/0010-embedding-versions.md.
CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE embedding_versions (
  id           text PRIMARY KEY,
  number       integer GENERATED ALWAYS AS IDENTITY UNIQUE,
  shop_id      text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  -- The spec it was asked for ("minilm+lsa") and the exact model it became ("minilm-l6-v2-int8+lsa-256").
  spec         text NOT NULL,
  model        text NOT NULL,
  dimensions   integer NOT NULL,
  state        text NOT NULL CHECK (state IN ('building', 'live', 'retired', 'failed')),
  -- The fitted LSA model of this shop, when the version has one.
  fitted_model bytea,
  -- What the gate measured before the switch: {"coverage": 1, "recallAt10": 0.99, ...}.
  gate         jsonb,
  created_at   timestamptz NOT NULL DEFAULT now(),
  live_since   timestamptz,
  retired_at   timestamptz
);
CREATE INDEX embedding_versions_by_shop ON embedding_versions (shop_id, number);

CREATE TABLE embedding_pointers (
  shop_id     text PRIMARY KEY REFERENCES shops (id) ON DELETE CASCADE,
  live_id     text NOT NULL REFERENCES embedding_versions (id),
  previous_id text REFERENCES embedding_versions (id),
  switched_at timestamptz NOT NULL DEFAULT now()
);
