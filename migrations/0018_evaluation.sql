-- Whether a shop's own visits show that its session model is worth serving, and which settings it is served with.

-- The id is that of the job that does it.
CREATE TABLE model_evaluations (
  id         text PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  -- Items a slate was cut at, and what chance began from.
  cut        integer NOT NULL CHECK (cut BETWEEN 1 AND 100),
  seed       integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- promoted: the settings are served from now on; kept: the gate refused them; too-few: not enough visits to tell.
  outcome    text CHECK (outcome IN ('promoted', 'kept', 'too-few')),
  -- Settings, figures with intervals, gate, SHA-256 of the visits, seed and machine; null until it is done.
  report     jsonb
);
CREATE INDEX model_evaluations_by_shop ON model_evaluations (shop_id, created_at DESC, id DESC);

-- The settings that passed the gate last. Deleting the row serves the fallback tiers until the next evaluation.
CREATE TABLE promoted_models (
  shop_id       text PRIMARY KEY REFERENCES shops (id) ON DELETE CASCADE,
  -- Where they came from; no reference, because evaluations go with their jobs after 90 days and the settings stay.
  evaluation_id text NOT NULL,
  params        jsonb NOT NULL,
  promoted_at   timestamptz NOT NULL
);
