-- Everything learnt from behaviour. All of it is derived from visits and events and may be dropped: the next build
-- makes it anew.

-- The best relations of each product, a hundred per kind. Counts are of voters: a visitor counts once per pair, and a
-- visit that may not be linked to one counts by itself.
CREATE TABLE relations (
  shop_id text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  kind    text NOT NULL CHECK (kind IN ('substitute', 'complement', 'viewed-after')),
  -- External ids: products come and go with imports.
  src     text NOT NULL,
  dst     text NOT NULL,
  -- Voters with both: the support. One vote per voter, so it is also the number of distinct visitors behind the pair.
  ab      integer NOT NULL,
  a       integer NOT NULL,
  b       integer NOT NULL,
  score   real NOT NULL,
  -- 95 % interval: of the share ab/a for substitutes and viewed-after (Wilson), of the lift for complements.
  lo      real NOT NULL,
  hi      real NOT NULL,
  PRIMARY KEY (shop_id, kind, src, dst)
);
CREATE INDEX relations_by_destination ON relations (shop_id, dst);

-- What all relations of a shop were counted from.
CREATE TABLE relation_counts (
  shop_id      text PRIMARY KEY REFERENCES shops (id) ON DELETE CASCADE,
  epoch        bigint NOT NULL,
  -- All voters with a visit, and with a basket.
  viewers      integer NOT NULL,
  buyers       integer NOT NULL,
  counted_seq  bigint NOT NULL,
  counted_until timestamptz NOT NULL
);

-- Builds of the in-process image, newest last. The newest two are kept, and none from before an erasure.
CREATE TABLE images (
  shop_id      text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  epoch        bigint NOT NULL,
  -- The last entry of the visit log it holds, and the time up to which orders and carts were counted.
  seq          bigint NOT NULL,
  counted_until timestamptz NOT NULL,
  built_at     timestamptz NOT NULL,
  -- SHA-256 of the file.
  checksum     bytea NOT NULL,
  bytes        bigint NOT NULL,
  -- How many of each thing it holds, and how long the build took.
  counts       jsonb NOT NULL,
  build_ms     integer NOT NULL,
  -- SHA-256 over the visits it holds, as DELETE /v1/visitors states it.
  model_hash   text NOT NULL,
  -- True when the session model had passed the promotion gate.
  promoted     boolean NOT NULL,
  -- What the catalogue looked like: the next build is due when this differs enough.
  catalogue    jsonb NOT NULL,
  PRIMARY KEY (shop_id, epoch)
);

CREATE TABLE image_chunks (
  shop_id text NOT NULL,
  epoch   bigint NOT NULL,
  part    integer NOT NULL,
  bytes   bytea NOT NULL,
  PRIMARY KEY (shop_id, epoch, part),
  FOREIGN KEY (shop_id, epoch) REFERENCES images (shop_id, epoch) ON DELETE CASCADE
);
-- Typed arrays rarely compress further than the time it takes.
ALTER TABLE image_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- The nearest products by content, kept between builds: only products whose content changed are looked up again.
CREATE TABLE content_neighbours (
  shop_id      text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  product_id   bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  -- The embedding version the vectors are of, and the content they were made from.
  version_id   text NOT NULL,
  content_hash text NOT NULL,
  neighbours   bigint[] NOT NULL,
  -- Cosine of each, beside `neighbours`.
  similarities real[] NOT NULL,
  PRIMARY KEY (shop_id, product_id)
);

-- What was put into carts and bought, product by product: baskets are counted and recounted through it.
CREATE INDEX events_by_basket ON events (shop_id, product, at, id) WHERE type IN ('add-to-cart', 'purchase');
