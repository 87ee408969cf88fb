-- What a merchandiser asked for. The id is that of the job that does it: one leaf job for one product, or a
-- planning job with a child job per product.
CREATE TABLE copy_jobs (
  id              text PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
  shop_id         text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  -- {"products": ["k1", ...]} or {"filter": {...}}.
  selection       jsonb NOT NULL,
  fields          text[] NOT NULL,
  locale          text NOT NULL,
  writer          text NOT NULL,
  seed            bigint NOT NULL,
  -- Spending cap of the whole job, micro-dollars; null: only the shop's daily cap holds.
  max_cost_micros bigint,
  created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX copy_jobs_by_shop ON copy_jobs (shop_id, created_at DESC, id DESC);

CREATE TABLE copy_drafts (
  id             text PRIMARY KEY,
  shop_id        text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  product_id     bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  copy_job_id    text NOT NULL,
  -- A job writes at most one draft: the unique key makes "twice" impossible.
  job_id         text NOT NULL UNIQUE,
  locale         text NOT NULL,
  state          text NOT NULL CHECK (state IN ('ready', 'needs-review')),
  writer         text NOT NULL,
  model          text,
  prompt_id      text,
  prompt_version text,
  prompt_hash    text,
  facts_hash     text NOT NULL,
  -- sha256(facts, prompt, model, parameters, fields, locale, seed): unchanged input costs nothing.
  cache_key      text NOT NULL,
  -- {"pdp.long": {"provenance": "embedded", "segments": [{"text", "factIds", "role"}]}, ...}
  fields         jsonb NOT NULL,
  -- The facts as they were when written, so that every citation can be read later.
  facts          jsonb NOT NULL,
  findings       jsonb NOT NULL DEFAULT '[]',
  usage          jsonb,
  cost_micros    bigint NOT NULL DEFAULT 0,
  created_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX copy_drafts_by_product ON copy_drafts (shop_id, product_id, created_at DESC);
CREATE INDEX copy_drafts_by_job ON copy_drafts (copy_job_id, id);
CREATE INDEX copy_drafts_by_cache_key ON copy_drafts (shop_id, cache_key);

-- Spending: one budget row per shop and day, and one ledger row per call to a paid model.
-- Invariant at every commit: spent + held <= limit, where held covers reserved, sent and uncertain calls.
CREATE TABLE budgets (
  shop_id      text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  day          date NOT NULL,
  limit_micros bigint NOT NULL,
  held_micros  bigint NOT NULL DEFAULT 0 CHECK (held_micros >= 0),
  spent_micros bigint NOT NULL DEFAULT 0 CHECK (spent_micros >= 0),
  PRIMARY KEY (shop_id, day),
  CHECK (held_micros + spent_micros <= limit_micros)
);

CREATE TABLE model_calls (
  id              text PRIMARY KEY,
  shop_id         text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  day             date NOT NULL,
  job_id          text NOT NULL,
  copy_job_id     text NOT NULL,
  purpose         text NOT NULL CHECK (purpose IN ('write', 'repair')),
  provider        text NOT NULL,
  model           text NOT NULL,
  -- The request this call answers; a job that resumes finds its received bytes by it.
  request_hash    text NOT NULL,
  state           text NOT NULL CHECK (state IN ('reserved', 'sent', 'received', 'settled', 'uncertain', 'released')),
  reserved_micros bigint NOT NULL,
  cost_micros     bigint,
  input_tokens    bigint,
  output_tokens   bigint,
  -- Raw answer, committed before it is parsed.
  response        bytea,
  failure         text,
  created_at      timestamptz NOT NULL DEFAULT now(),
  sent_at         timestamptz,
  received_at     timestamptz,
  settled_at      timestamptz
);
CREATE INDEX model_calls_by_job ON model_calls (shop_id, job_id, created_at);
CREATE INDEX model_calls_by_copy_job ON model_calls (copy_job_id);
CREATE INDEX model_calls_open ON model_calls (created_at) WHERE state IN ('reserved', 'sent', 'received');
