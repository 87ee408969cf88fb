--! breaking
-- People review copy. A draft becomes a head with a state; its texts are immutable versions; a person's text is locked
-- until a person says otherwise; every decision is logged. States and their guards: src/content/review/draft-state.ts.
-- Breaking: the text of a draft moves from copy_drafts to copy_versions, which the release before does not read.

-- One text of a draft. Version 1 is what the writer wrote; every change, by whomever, is a further version.
CREATE TABLE copy_versions (
  draft_id   text NOT NULL REFERENCES copy_drafts (id) ON DELETE CASCADE,
  number     integer NOT NULL CHECK (number >= 1),
  shop_id    text NOT NULL,
  -- {"pdp.long": {"provenance": "edited", "origin": "model", "segments": [{"text", "factIds", "role"}]}, ...}
  fields     jsonb NOT NULL,
  -- Texts that were written for locked fields: shown to people, never in the place of theirs. Same shape as fields.
  proposals  jsonb NOT NULL DEFAULT '{}',
  -- The cited facts and their parents, as they were.
  facts      jsonb NOT NULL,
  facts_hash text NOT NULL,
  findings   jsonb NOT NULL DEFAULT '[]',
  -- {"pdp.long": {"words", "sentences", "characters", "citedFacts"}, ...}
  metrics    jsonb NOT NULL DEFAULT '{}',
  -- What made it: a writer, a person's edit, a patch of stale segments, a new judgement of the same text, a rollback.
  origin     text NOT NULL CHECK (origin IN ('write', 'edit', 'patch', 'recheck', 'restore')),
  -- Id of the key of the person; null when no person was involved.
  author     text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (draft_id, number)
);
INSERT INTO copy_versions (draft_id, number, shop_id, fields, facts, facts_hash, findings, origin, created_at)
  SELECT id, 1, shop_id, fields, facts, facts_hash, findings, 'write', created_at FROM copy_drafts;

ALTER TABLE copy_drafts
  DROP CONSTRAINT copy_drafts_state_check,
  ADD CONSTRAINT copy_drafts_state_check CHECK (state IN ('queued', 'drafted', 'checked', 'ready', 'needs-review',
    'approved', 'rejected', 'published', 'stale')),
  -- Number of the current version; an edit names the one it has seen.
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  -- Codes of the open findings of the current version, for lists.
  ADD COLUMN open_codes text[] NOT NULL DEFAULT '{}',
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
UPDATE copy_drafts SET updated_at = created_at, open_codes = ARRAY(
  SELECT DISTINCT f->>'code' FROM jsonb_array_elements(findings) f WHERE f->>'resolution' = 'open' ORDER BY 1);
ALTER TABLE copy_drafts DROP COLUMN fields, DROP COLUMN facts, DROP COLUMN findings;
-- What waits for somebody; the drafts that are ready are many and found by product or job.
CREATE INDEX copy_drafts_by_state ON copy_drafts (shop_id, state, id DESC) WHERE state <> 'ready';

-- Only a person may replace this text. The row holds the text itself: whoever reads a locked field reads it here.
CREATE TABLE copy_locks (
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  product_id bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  locale     text NOT NULL,
  field      text NOT NULL,
  -- {"provenance": "edited", "origin": "model", "segments": [...]}, and the facts its sentences cite.
  copy       jsonb NOT NULL,
  facts      jsonb NOT NULL,
  -- The version in which the person wrote it.
  draft_id   text NOT NULL REFERENCES copy_drafts (id) ON DELETE CASCADE,
  version    integer NOT NULL,
  locked_by  text NOT NULL,
  locked_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, product_id, locale, field)
);

-- A person's word that findings of one code may stand, for a product or the whole shop, until a day.
CREATE TABLE copy_waivers (
  id         text PRIMARY KEY,
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  code       text NOT NULL,
  -- Null: every product of the shop.
  product_id bigint REFERENCES products (id) ON DELETE CASCADE,
  reason     text NOT NULL,
  approver   text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  revoked_by text
);
CREATE INDEX copy_waivers_live ON copy_waivers (shop_id, expires_at) WHERE revoked_at IS NULL;

-- Who did what, when and why. Append-only.
CREATE TABLE review_log (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  -- Null for what concerns no single draft, such as a waiver of the whole shop.
  draft_id   text REFERENCES copy_drafts (id) ON DELETE CASCADE,
  waiver_id  text REFERENCES copy_waivers (id) ON DELETE CASCADE,
  event      text NOT NULL,
  from_state text,
  to_state   text,
  -- The version the event led to, or was about.
  version    integer,
  -- Id of the key of the person; null: the machine.
  actor      text,
  reason     text,
  detail     jsonb NOT NULL DEFAULT '{}',
  at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX review_log_by_draft ON review_log (draft_id, id) WHERE draft_id IS NOT NULL;
CREATE INDEX review_log_by_shop ON review_log (shop_id, id DESC);

-- What is written once is never changed by any statement.
CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME;
END $$;
CREATE TRIGGER copy_versions_are_immutable BEFORE UPDATE ON copy_versions
  FOR EACH ROW EXECUTE FUNCTION refuse_update();
CREATE TRIGGER review_log_is_append_only BEFORE UPDATE ON review_log
  FOR EACH ROW EXECUTE FUNCTION refuse_update();

-- A copy job may be paused: its waiting jobs are set aside, its running ones end, its planner stops at the next page.
ALTER TABLE jobs
  DROP CONSTRAINT jobs_state_check,
  ADD CONSTRAINT jobs_state_check CHECK (state IN ('queued', 'paused', 'leased', 'done', 'failed', 'dead', 'cancelled')),
  ADD COLUMN pause_requested boolean NOT NULL DEFAULT false;

DO $$ BEGIN
  ALTER TABLE copy_versions
    ALTER COLUMN fields SET COMPRESSION lz4,
    ALTER COLUMN facts SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;
