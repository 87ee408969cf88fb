-- What was drawn by chance in a slate, with the chances: {"position", "shown", "candidates": [[id, score, chance], …]}; null
-- where nothing was.
ALTER TABLE slates ADD COLUMN explored jsonb;
CREATE INDEX slates_explored ON slates (shop_id, at, id) WHERE explored IS NOT NULL;
