-- Who must hear of a change before it counts as applied, and the triggers that no writer can forget.

-- One row per process that answers from memory. No shop: a process serves all of them.
CREATE TABLE serving_instances (
  id          text PRIMARY KEY,
  -- By clock_timestamp(); the process itself stops believing in its lease earlier.
  lease_until timestamptz NOT NULL,
  -- Every change whose barrier has this number or a lower one has been taken in.
  applied     bigint NOT NULL
) WITH (fillfactor = 50);
CREATE SEQUENCE change_barriers;

-- Statements that do not name changed_xid would be missed by readers that go by it.
CREATE FUNCTION stamp_changed_product() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_xid := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER products_stamped BEFORE UPDATE ON products FOR EACH ROW
  WHEN (NEW.changed_xid = OLD.changed_xid) EXECUTE FUNCTION stamp_changed_product();

-- A notice holds at most 8,000 bytes: 400 ids of up to 18 digits. Beyond them readers go by changed_xid; what was deleted
-- cannot be found that way and is always named.
CREATE FUNCTION announce_products() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('vitrine', CASE
      WHEN numbered.products > 400 AND TG_OP <> 'DELETE'
        THEN json_build_object('topic', 'catalog', 'shopId', numbered.shop_id)
      ELSE json_build_object('topic', 'catalog', 'shopId', numbered.shop_id,
        'productIds', json_agg(numbered.id ORDER BY numbered.id)) END::text)
  FROM (
    SELECT shop_id, id, count(*) OVER (PARTITION BY shop_id) AS products,
      (row_number() OVER (PARTITION BY shop_id ORDER BY id) - 1) / 400 AS part
    FROM changed
  ) numbered
  GROUP BY numbered.shop_id, numbered.products, CASE WHEN numbered.products > 400 AND TG_OP <> 'DELETE' THEN 0 ELSE numbered.part END;
  RETURN NULL;
END $$;
CREATE TRIGGER products_announced_insert AFTER INSERT ON products
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_products();
CREATE TRIGGER products_announced_update AFTER UPDATE ON products
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_products();
CREATE TRIGGER products_announced_delete AFTER DELETE ON products
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_products();
