-- Slates for the readers of an e-mail, made by a worker: whom it goes to, and what each of them is shown.

-- The id is that of the job that does it.
CREATE TABLE mailings (
  id         text PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  -- {"n", "filter", "exclude", "diversity"}
  asked      jsonb NOT NULL,
  -- Recipients when it was accepted; those erased since have no row any more.
  recipients integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mailings_by_shop ON mailings (shop_id, created_at DESC, id DESC);
CREATE INDEX mailings_by_age ON mailings (created_at);

-- Goes with its mailing after 30 days, or with its visitor.
CREATE TABLE mailing_recipients (
  mailing_id text NOT NULL REFERENCES mailings (id) ON DELETE CASCADE,
  shop_id    text NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  -- Place in the list, from 0.
  number     integer NOT NULL,
  visitor    text NOT NULL,
  -- The answer as JSON, in its own words; null until it is made.
  slate      text,
  PRIMARY KEY (mailing_id, number)
);
CREATE INDEX mailing_recipients_by_visitor ON mailing_recipients (shop_id, visitor);
