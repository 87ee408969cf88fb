-- What a variant costs the shop, minor units of the product's currency; null when unknown. Never in an answer of the storefront.
ALTER TABLE variants ADD COLUMN cost_minor bigint;
-- The price of a rule is measured over a random share of visitors when there are many events: 256 groups of them.
CREATE INDEX events_by_group ON events (shop_id, (hashtext(coalesce('v' || visitor, 's' || session)) & 255), at)
  WHERE arm IS NOT NULL;
