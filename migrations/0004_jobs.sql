-- The record of all queued work. The queue (BullMQ) only carries hints that a job is due; losing every hint loses
-- nothing, because the sweeper finds due jobs here. States and their guards: src/queue/job-queries.ts.
CREATE TABLE jobs (
  id               text PRIMARY KEY,
  shop_id          text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  kind             text NOT NULL,
  parent_id        text REFERENCES jobs (id) ON DELETE CASCADE,
  payload          jsonb NOT NULL,
  state            text NOT NULL DEFAULT 'queued'
                   CHECK (state IN ('queued', 'leased', 'done', 'failed', 'dead', 'cancelled')),
  run_at           timestamptz NOT NULL DEFAULT now(),
  -- The fencing token: grows with each claim; whoever holds an older one can no longer settle the job.
  token            bigint NOT NULL DEFAULT 0,
  lease_until      timestamptz,
  -- Faults of the work itself, and claims. A kill costs a delivery, never an attempt.
  attempts         integer NOT NULL DEFAULT 0,
  deliveries       integer NOT NULL DEFAULT 0,
  hints            integer NOT NULL DEFAULT 0,
  hinted_at        timestamptz,
  cancel_requested boolean NOT NULL DEFAULT false,
  progress         jsonb,
  result           jsonb,
  -- {"code", "detail", "kind"} of the last failure.
  error            jsonb,
  created_at       timestamptz NOT NULL DEFAULT now(),
  started_at       timestamptz,
  finished_at      timestamptz
);
CREATE INDEX jobs_due ON jobs (run_at) WHERE state = 'queued';
CREATE INDEX jobs_leased ON jobs (lease_until) WHERE state = 'leased';
CREATE INDEX jobs_by_parent ON jobs (parent_id, state) WHERE parent_id IS NOT NULL;
CREATE INDEX jobs_by_shop ON jobs (shop_id, kind, created_at DESC, id DESC);

-- What a committed transaction promised to do next. The relay turns rows into hints and deletes them.
CREATE TABLE outbox (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shop_id    text NOT NULL,
  job_id     text NOT NULL,
  kind       text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- One row per Idempotency-Key and shop, written in the transaction of the work it names; kept seven days.
CREATE TABLE idempotency_keys (
  shop_id     text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  key         text NOT NULL,
  -- SHA-256 of method, path and body: another request under the same key is refused.
  fingerprint bytea NOT NULL,
  status      integer,
  location    text,
  body        jsonb,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
