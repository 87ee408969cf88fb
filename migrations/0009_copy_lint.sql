-- Checks of the texts a shop has already: one run over the catalogue and what it found. Descriptions by suppliers are
-- judged by the product's own data before anything is generated.

-- The id is that of the job that does it.
CREATE TABLE lint_runs (
  id            text PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
  shop_id       text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  profile       text NOT NULL CHECK (profile IN ('block', 'audit')),
  jurisdictions text[] NOT NULL,
  -- As in the API; null: the whole catalogue.
  filter        jsonb,
  created_at    timestamptz NOT NULL DEFAULT now(),
  -- Figures over all products, once the run is done.
  summary       jsonb
);
CREATE INDEX lint_runs_by_shop ON lint_runs (shop_id, created_at DESC, id DESC);

-- One row per flagged product: its findings are read together, the worst products first.
CREATE TABLE lint_products (
  run_id     text NOT NULL REFERENCES lint_runs (id) ON DELETE CASCADE,
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  product    text NOT NULL,
  title      text NOT NULL,
  -- 20 for what the data refutes, 10 for another finding that blocks, 1 for the rest.
  weight     integer NOT NULL,
  codes      text[] NOT NULL,
  findings   jsonb NOT NULL,
  PRIMARY KEY (run_id, product)
);
CREATE INDEX lint_products_by_weight ON lint_products (run_id, weight DESC, product);
