-- How a shop's brands speak. A version never changes: a draft can always be told which words it was written by.
CREATE TABLE brand_voices (
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  id         text NOT NULL,
  version    integer NOT NULL CHECK (version > 0),
  -- The voice as the API takes it, without its id.
  voice      jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, id, version)
);

-- The voice that speaks when a request names none. No row: the neutral one.
CREATE TABLE brand_voice_defaults (
  shop_id  text PRIMARY KEY REFERENCES shops (id) ON DELETE CASCADE,
  voice_id text NOT NULL
);

-- What a copy job was promised when it was accepted; later versions change nothing for it. Null: the neutral voice.
ALTER TABLE copy_jobs ADD COLUMN voice_id text;
ALTER TABLE copy_jobs ADD COLUMN voice_version integer;
