CREATE TABLE read_model (
  model integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  projection text NOT NULL,
  version integer NOT NULL,
  UNIQUE (projection, version)
);

-- A head is updated again and again: room in the page keeps its new version beside the old and the indexes as they are.
CREATE TABLE read_model_head (
  model integer NOT NULL,
  key text COLLATE "C" NOT NULL,
  partition integer NOT NULL,
  position bigint NOT NULL,
  body text NOT NULL,
  parked_position bigint,
  parked_type text,
  parked_error text,
  parked_since text,
  PRIMARY KEY (model, key)
) WITH (fillfactor = 70);

CREATE INDEX read_model_head_by_partition ON read_model_head (model, partition, key);
CREATE INDEX read_model_head_parked ON read_model_head (model, key) WHERE parked_since IS NOT NULL;

CREATE TABLE read_model_item (
  model integer NOT NULL,
  key text COLLATE "C" NOT NULL,
  item text COLLATE "C" NOT NULL,
  sort bigint NOT NULL,
  category integer NOT NULL,
  position bigint NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (model, key, item)
) WITH (fillfactor = 85);

CREATE INDEX read_model_item_newest ON read_model_item (model, key, sort DESC, item DESC);
CREATE INDEX read_model_item_by_category ON read_model_item (model, key, category, sort DESC, item DESC);

CREATE TABLE consumer_checkpoint (
  consumer_group text NOT NULL,
  topic text NOT NULL,
  partition integer NOT NULL,
  epoch bigint NOT NULL,
  owner text NOT NULL,
  released boolean NOT NULL,
  next_offset bigint NOT NULL,
  sequence bigint NOT NULL,
  PRIMARY KEY (consumer_group, topic, partition)
) WITH (fillfactor = 50);
