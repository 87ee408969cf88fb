-- Where a shop wants to be told, and every message on its way there. Messages are rows written in the transaction of what
-- they tell of, so that none is lost and none tells of something that was rolled back.
CREATE TABLE webhook_endpoints (
  id              text PRIMARY KEY,
  shop_id         text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  url             text NOT NULL,
  -- Event types; empty: all.
  events          text[] NOT NULL,
  -- Sealed with SECRETS_KEY: a signature needs the secret itself, so a hash would not do.
  secret          text NOT NULL,
  -- The secret before the last rotation; signs as well until its time is over.
  former_secret   text,
  former_until    timestamptz,
  state           text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'disabled')),
  disabled_reason text,
  created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_endpoints_by_shop ON webhook_endpoints (shop_id, id);

CREATE TABLE webhook_deliveries (
  -- Also the id of the job that delivers it.
  id              text PRIMARY KEY,
  shop_id         text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  endpoint_id     text NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
  -- The same for every endpoint and attempt: receivers recognise a repeat by it (webhook-id).
  event_id        text NOT NULL,
  event_type      text NOT NULL,
  body            text NOT NULL,
  state           text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed', 'dropped')),
  attempts        integer NOT NULL DEFAULT 0,
  last_status     integer,
  last_failure    text,
  last_attempt_at timestamptz,
  created_at      timestamptz NOT NULL DEFAULT now(),
  UNIQUE (endpoint_id, event_id)
);
CREATE INDEX webhook_deliveries_by_endpoint ON webhook_deliveries (shop_id, endpoint_id, id DESC);
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at);
