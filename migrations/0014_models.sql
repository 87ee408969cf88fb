-- Everything learnt from behaviour. All of it is derived from visits and events and may be dropped: the next build
-- makes it anew.

-- Where the models of a shop stand. Locked by whoever publishes a build and by whoever erases a visitor, so that no
-- build from before an erasure is published after it.
CREATE TABLE model_states (
  shop_id      text PRIMARY KEY REFERENCES shops (id) ON DELETE CASCADE,
  -- The build whose relations are read; 0 before the first.
  epoch        bigint NOT NULL DEFAULT 0,
  -- The last number given to a build; none is given twice.
  last_epoch   bigint NOT NULL DEFAULT 0,
  -- All voters with a visit, and with a basket, behind the relations.
  viewers      integer NOT NULL DEFAULT 0,
  buyers       integer NOT NULL DEFAULT 0,
  counted_seq  bigint NOT NULL DEFAULT 0,
  -- Orders and carts received before this were counted.
  counted_until timestamptz NOT NULL DEFAULT '-infinity',
  -- The last erasure of a visitor: builds that began before it are thrown away.
  erased_at    timestamptz NOT NULL DEFAULT '-infinity'
);

-- The best relations of each product, a hundred per kind. Counts are of voters: a visitor counts once per pair, and a
-- visit that may not be linked to one counts by itself. Rows of other epochs than the shop's are being written or left over.
CREATE TABLE relations (
  shop_id text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  epoch   bigint NOT NULL,
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
  PRIMARY KEY (shop_id, epoch, kind, src, dst)
);
CREATE INDEX relations_by_destination ON relations (shop_id, dst);

-- Builds of the in-process image. The newest two are kept, and none from before an erasure.
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
  -- How many of each thing it holds.
  counts       jsonb NOT NULL,
  build_ms     integer NOT NULL,
  -- SHA-256 over the visits it holds, as DELETE /v1/visitors states it.
  model_hash   text NOT NULL,
  -- True when the session model had passed the promotion gate.
  promoted     boolean NOT NULL,
  PRIMARY KEY (shop_id, epoch)
);

-- The file in parts, written before the row of `images` that makes them count.
CREATE TABLE image_chunks (
  shop_id text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  epoch   bigint NOT NULL,
  part    integer NOT NULL,
  bytes   bytea NOT NULL,
  PRIMARY KEY (shop_id, epoch, part)
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
