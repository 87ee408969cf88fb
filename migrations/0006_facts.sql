-- Evidence beyond the catalogue row: what attributes mean in a shop, what variants have cost, which certificates a shop
-- holds and which promotions it runs. Copy may say nothing that none of these or the row bears out.

-- One entry per attribute, as JSON: unit, labels, must-say, sayable, weight, words for yes and no.
CREATE TABLE attribute_dictionary (
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  attribute  text NOT NULL,
  entry      jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, attribute)
);

-- Written by the import whenever a price or "was" price changes, and on first sight; never updated. A variant that
-- leaves the shop and comes back keeps its past, so the key is the shop's own id of it.
CREATE TABLE price_ledger (
  shop_id                text NOT NULL,
  product_id             bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  variant_external_id    text NOT NULL,
  observed_at            timestamptz NOT NULL,
  currency               text NOT NULL,
  price_minor            bigint,
  compare_at_price_minor bigint,
  PRIMARY KEY (product_id, variant_external_id, observed_at)
);

-- What is in the catalogue on the day of the upgrade was first seen when its row last changed.
INSERT INTO price_ledger (shop_id, product_id, variant_external_id, observed_at, currency, price_minor,
  compare_at_price_minor)
SELECT v.shop_id, v.product_id, v.external_id, p.updated_at, p.currency, v.price_minor, v.compare_at_price_minor
FROM variants v JOIN products p ON p.id = v.product_id AND p.shop_id = v.shop_id
WHERE v.price_minor IS NOT NULL;

-- `content` is the certificate or promotion as the API takes it; the times stand apart so that old ones are not read.
CREATE TABLE certificates (
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  id         text NOT NULL,
  content    jsonb NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, id)
);

CREATE TABLE promotions (
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  id         text NOT NULL,
  content    jsonb NOT NULL,
  ends_at    timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, id)
);
