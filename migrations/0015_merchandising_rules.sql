-- What a shop's merchandisers change about slates: pin, boost, bury, hide.
CREATE TABLE merchandising_rules (
  id         text PRIMARY KEY,
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  -- Short name within the shop, for the arms of slates: "12+" applied, "12-" withheld.
  number     integer NOT NULL,
  -- Grows with every change; a change names the version it was made from.
  version    integer NOT NULL DEFAULT 1,
  state      text NOT NULL CHECK (state IN ('draft', 'enabled', 'archived')),
  -- What it does, to what, where, when and for whom, as the API takes it (src/recommendations/merchandising/stored-rule.ts).
  wording    jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  -- Since when it has done what it does now: events before this say nothing about its price.
  effective_at timestamptz NOT NULL,
  UNIQUE (shop_id, number)
);
CREATE INDEX merchandising_rules_enabled ON merchandising_rules (shop_id) WHERE state = 'enabled';

-- Who changed what: the rule before and after. Append-only.
CREATE TABLE merchandising_rule_changes (
  shop_id text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  rule_id text NOT NULL REFERENCES merchandising_rules (id) ON DELETE CASCADE,
  version integer NOT NULL,
  at      timestamptz NOT NULL,
  by      text NOT NULL,
  -- Null for the first version.
  before  jsonb,
  after   jsonb NOT NULL,
  PRIMARY KEY (shop_id, rule_id, version)
);
