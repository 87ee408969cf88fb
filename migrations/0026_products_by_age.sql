-- A process that has just started answers with the newest products, one page along this index.
CREATE INDEX products_by_age ON products (shop_id, created_at DESC, id DESC);
