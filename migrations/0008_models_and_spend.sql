-- What is known about model endpoints, calls that travel in batches, and spending that a shop can steer and watch.

-- How an endpoint is spoken to: probed once per model, remembered until it expires, demoted when it stops working.
-- A shop has rows of its own because its probes are paid from its own budget.
CREATE TABLE model_endpoints (
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  endpoint   text NOT NULL,
  model      text NOT NULL,
  api        text NOT NULL CHECK (api IN ('responses', 'chat')),
  mode       text NOT NULL CHECK (mode IN ('json_schema', 'json_object', 'tool', 'delimited')),
  streams    boolean NOT NULL,
  -- Answers in a row that did not fit the schema; two of them demote the mode.
  off_schema integer NOT NULL DEFAULT 0,
  -- Null: nobody has asked yet.
  batches    boolean,
  probed_at  timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (shop_id, endpoint, model)
);

-- Probes and previews are paid calls too; a batched call waits in a file of many.
ALTER TABLE model_calls DROP CONSTRAINT model_calls_purpose_check;
ALTER TABLE model_calls ADD CHECK (purpose IN ('write', 'repair', 'probe', 'preview'));
ALTER TABLE model_calls ADD COLUMN delivery text NOT NULL DEFAULT 'now' CHECK (delivery IN ('now', 'batch'));
ALTER TABLE model_calls ADD COLUMN batch_id text;
-- The line of the batch file, until the batch has ended.
ALTER TABLE model_calls ADD COLUMN batch_line text;
CREATE INDEX model_calls_by_day ON model_calls (shop_id, day);
CREATE INDEX model_calls_by_batch ON model_calls (batch_id) WHERE batch_id IS NOT NULL;

-- "auto" becomes "batch" or "now" when the job is planned and its size is known.
ALTER TABLE copy_jobs ADD COLUMN delivery text NOT NULL DEFAULT 'now'
  CHECK (delivery IN ('auto', 'now', 'batch'));

-- One row per batch handed to a provider. Our id travels in the batch's metadata, so that a batch whose creation was
-- not heard of is found again instead of being paid twice.
CREATE TABLE copy_batches (
  id           text PRIMARY KEY,
  shop_id      text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  copy_job_id  text NOT NULL,
  endpoint     text NOT NULL,
  model        text NOT NULL,
  api          text NOT NULL,
  mode         text NOT NULL,
  state        text NOT NULL CHECK (state IN ('filled', 'uploaded', 'creating', 'running', 'collected')),
  file_id      text,
  provider_id  text,
  -- How the provider ended it: completed, expired, cancelled, failed.
  outcome      text,
  failure      text,
  created_at   timestamptz NOT NULL DEFAULT now(),
  created_by_provider_at timestamptz,
  ended_at     timestamptz
);
CREATE INDEX copy_batches_by_job ON copy_batches (shop_id, copy_job_id);

-- When four fifths of the day's cap were used for the first time; told once.
ALTER TABLE budgets ADD COLUMN warned_at timestamptz;

-- A cap of the shop's own; without a row the operator's setting holds.
CREATE TABLE spend_limits (
  shop_id            text PRIMARY KEY REFERENCES shops (id) ON DELETE CASCADE,
  daily_limit_micros bigint NOT NULL CHECK (daily_limit_micros >= 0),
  updated_at         timestamptz NOT NULL DEFAULT now()
);
