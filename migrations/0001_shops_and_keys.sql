-- A shop is the tenant: every other table names it, and every query filters by it.
CREATE TABLE shops (
  id           text PRIMARY KEY,
  name         text NOT NULL UNIQUE,
  locale       text NOT NULL DEFAULT 'en',
  currency     text NOT NULL DEFAULT 'EUR',
  -- Browser origins that may use this shop's publishable keys.
  cors_origins text[] NOT NULL DEFAULT '{}',
  -- Per-shop tuning, e.g. {"searchVectorWeight": 0.3}; parsed by src/shops/shop.ts.
  settings     jsonb NOT NULL DEFAULT '{}',
  created_at   timestamptz NOT NULL DEFAULT now()
);

-- Keys are shown once; only their SHA-256 is kept, which is enough because a key holds more than 128 random bits.
CREATE TABLE api_keys (
  id           text PRIMARY KEY,
  shop_id      text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  name         text NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('publishable', 'secret', 'restricted')),
  -- The first characters, so that a person can tell keys apart in a list.
  prefix       text NOT NULL,
  hash         bytea NOT NULL UNIQUE,
  scopes       text[] NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz,
  revoked_at   timestamptz,
  last_used_at timestamptz
);
CREATE INDEX api_keys_by_shop ON api_keys (shop_id, created_at);
