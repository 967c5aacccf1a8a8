-- Stock changes often and words hardly ever: room in the page keeps the new version beside the old and the indexes as they are.
CREATE TABLE product_entry (
  model integer NOT NULL,
  sku text COLLATE "C" NOT NULL,
  partition integer NOT NULL,
  position bigint NOT NULL,
  name text NOT NULL,
  category text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  price bigint NOT NULL,
  on_hand bigint NOT NULL,
  available bigint NOT NULL,
  reorder_level bigint NOT NULL,
  is_discontinued boolean NOT NULL,
  name_words text COLLATE "C" NOT NULL,
  words tsvector NOT NULL,
  PRIMARY KEY (model, sku)
) WITH (fillfactor = 70);

CREATE INDEX product_entry_words ON product_entry USING gin (words);
CREATE INDEX product_entry_by_partition ON product_entry (model, partition);
