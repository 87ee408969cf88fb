-- What shoppers read. A publication holds all live texts of one product in one locale, the fields of its draft and those it
-- took over from the publication before, with everything compiled from them; there is one live one at a time. Shops
-- pull them by change or are told by webhook.
CREATE TABLE copy_publications (
  id             text PRIMARY KEY,
  shop_id        text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  product_id     bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  locale         text NOT NULL,
  draft_id       text NOT NULL,
  version        integer NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('publish', 'rollback')),
  state          text NOT NULL CHECK (state IN ('live', 'replaced')),
  -- {"pdp.long": {"provenance", "segments", "draftId", "version", "writer", "model", "promptHash"}, ...}
  fields         jsonb NOT NULL,
  -- {"sms": {"fields": {"text": [segments]}}, ...}: what passed the gate of its channel.
  channels       jsonb NOT NULL,
  -- {"sms": [findings]}: why a channel has no text.
  blocked        jsonb NOT NULL DEFAULT '{}',
  facts          jsonb NOT NULL,
  facts_hash     text NOT NULL,
  -- What the drift watch found: [{"channel", "field", "segment", "reasons": [...]}].
  stale          jsonb NOT NULL DEFAULT '[]',
  -- Sentences whose promotion or certificate has ended: "copy/promo/0", "sms/text/1"; storefronts no longer get them.
  withdrawn      text[] NOT NULL DEFAULT '{}',
  -- Id of the key of the person who published.
  published_by   text NOT NULL,
  published_at   timestamptz NOT NULL,
  -- The transaction of the last change. Readers of changes keep behind pg_snapshot_xmin, so none is missed.
  changed_xid    xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE UNIQUE INDEX copy_publications_live ON copy_publications (shop_id, product_id, locale) WHERE state = 'live';
CREATE INDEX copy_publications_by_change ON copy_publications (shop_id, changed_xid, id);
CREATE INDEX copy_publications_by_draft ON copy_publications (shop_id, draft_id, id DESC);

-- Fact → segment → field, of live publications: what a changed fact touches, and which citation runs out next.
CREATE TABLE copy_fact_uses (
  publication_id text NOT NULL REFERENCES copy_publications (id) ON DELETE CASCADE,
  shop_id        text NOT NULL,
  product_id     bigint NOT NULL,
  fact_id        text NOT NULL,
  -- "copy" for the fields of the draft, else the channel.
  channel        text NOT NULL,
  field          text NOT NULL,
  segment        integer NOT NULL,
  -- When the fact ends: a certificate, a promotion. Null: it does not end by itself.
  expires_at     timestamptz,
  PRIMARY KEY (publication_id, fact_id, channel, field, segment)
);
CREATE INDEX copy_fact_uses_by_fact ON copy_fact_uses (shop_id, fact_id);
CREATE INDEX copy_fact_uses_by_end ON copy_fact_uses (expires_at) WHERE expires_at IS NOT NULL;

-- The version of a product's text that the shop's own system showed when it was last heard of. Publishing over a text
-- that somebody changed there would lose it.
CREATE TABLE copy_remotes (
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  product_id bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  locale     text NOT NULL,
  version    text NOT NULL,
  seen_at    timestamptz NOT NULL,
  PRIMARY KEY (shop_id, product_id, locale)
);

-- What people keep changing, as a rule; a person decides whether it holds from now on.
CREATE TABLE copy_rules (
  id           text PRIMARY KEY,
  shop_id      text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  -- Language of the texts it was learnt from, such as "en".
  language     text NOT NULL,
  -- Words and what is said in their place; empty: nothing is.
  said         text NOT NULL,
  instead      text NOT NULL,
  state        text NOT NULL CHECK (state IN ('proposed', 'enabled', 'dismissed')),
  -- How many drafts, products and people made this change, and how many edited texts kept the words.
  support      jsonb NOT NULL,
  examples     jsonb NOT NULL,
  decided_by   text,
  decided_at   timestamptz,
  created_at   timestamptz NOT NULL DEFAULT now(),
  UNIQUE (shop_id, language, said, instead)
);
