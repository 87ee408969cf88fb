-- What was shown: written in bulk behind the answers, for paging on, for recounting reasons and for making a slate again.
-- Slates of requests without consent are not stored. Old ones go after 30 days (src/recommendations/slates).
CREATE TABLE slates (
  shop_id      text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  id           text NOT NULL,
  at           timestamptz NOT NULL,
  placement    text NOT NULL,
  -- Null where the visit is not linked to a visitor; erasure deletes by it.
  visitor      text,
  epoch        bigint NOT NULL,
  counted_seq  bigint NOT NULL,
  counted_until timestamptz,
  arm          text,
  rules        text[] NOT NULL,
  -- {"request", "viewed", "cart"}
  asked        jsonb NOT NULL,
  -- [{"id", "source", "reason"}]
  items        jsonb NOT NULL,
  PRIMARY KEY (shop_id, id)
);
CREATE INDEX slates_by_age ON slates (at);
CREATE INDEX slates_by_visitor ON slates (shop_id, visitor) WHERE visitor IS NOT NULL;

-- Keys that sign the tokens of slates.
CREATE TABLE slate_keys (
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  number     integer NOT NULL,
  secret     bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, number)
);
