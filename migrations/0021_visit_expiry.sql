-- Closed visits go with the months of their events.
CREATE INDEX visits_by_end ON visits (shop_id, ended_at);
