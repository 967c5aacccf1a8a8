CREATE TABLE read_model (
  model integer PRIMARY KEY,
  projection text NOT NULL,
  version integer NOT NULL,
  UNIQUE (projection, version)
);

CREATE TABLE read_model_head (
  model integer NOT NULL,
  key text NOT NULL,
  partition integer NOT NULL,
  position integer NOT NULL,
  body text NOT NULL,
  parked_position integer,
  parked_type text,
  parked_error text,
  parked_since text,
  PRIMARY KEY (model, key)
) WITHOUT ROWID;

CREATE INDEX read_model_head_by_partition ON read_model_head (model, partition, key);
CREATE INDEX read_model_head_parked ON read_model_head (model, key) WHERE parked_since IS NOT NULL;

CREATE TABLE read_model_item (
  model integer NOT NULL,
  key text NOT NULL,
  item text NOT NULL,
  sort integer NOT NULL,
  category integer NOT NULL,
  position integer NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (model, key, item)
);

CREATE INDEX read_model_item_newest ON read_model_item (model, key, sort DESC, item DESC);
CREATE INDEX read_model_item_by_category ON read_model_item (model, key, category, sort DESC, item DESC);

CREATE TABLE consumer_checkpoint (
  consumer_group text NOT NULL,
  topic text NOT NULL,
  partition integer NOT NULL,
  epoch integer NOT NULL,
  owner text NOT NULL,
  released boolean NOT NULL,
  next_offset integer NOT NULL,
  sequence integer NOT NULL,
  PRIMARY KEY (consumer_group, topic, partition)
) WITHOUT ROWID;
