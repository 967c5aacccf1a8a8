CREATE TABLE product_entry (
  id integer PRIMARY KEY,
  model integer NOT NULL,
  sku text NOT NULL,
  partition integer NOT NULL,
  position integer NOT NULL,
  name text NOT NULL,
  category text NOT NULL,
  currency text NOT NULL,
  price integer NOT NULL,
  on_hand integer NOT NULL,
  available integer NOT NULL,
  reorder_level integer NOT NULL,
  is_discontinued integer NOT NULL,
  sku_words text NOT NULL,
  name_words text NOT NULL,
  category_words text NOT NULL,
  UNIQUE (model, sku)
);

CREATE INDEX product_entry_by_partition ON product_entry (model, partition);

-- Words come as they are to be found, in lower case and between spaces; the text itself stays in its table.
CREATE VIRTUAL TABLE product_words USING fts5 (
  sku_words, name_words, category_words, content = 'product_entry', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3'
);

CREATE TRIGGER product_entry_added AFTER INSERT ON product_entry BEGIN
  INSERT INTO product_words (rowid, sku_words, name_words, category_words) VALUES (new.id, new.sku_words, new.name_words, new.category_words);
END;

CREATE TRIGGER product_entry_removed AFTER DELETE ON product_entry BEGIN
  INSERT INTO product_words (product_words, rowid, sku_words, name_words, category_words)
  VALUES ('delete', old.id, old.sku_words, old.name_words, old.category_words);
END;

-- Stock changes often and words hardly ever.
CREATE TRIGGER product_entry_renamed AFTER UPDATE ON product_entry
WHEN (old.sku_words, old.name_words, old.category_words) IS NOT (new.sku_words, new.name_words, new.category_words) BEGIN
  INSERT INTO product_words (product_words, rowid, sku_words, name_words, category_words)
  VALUES ('delete', old.id, old.sku_words, old.name_words, old.category_words);
  INSERT INTO product_words (rowid, sku_words, name_words, category_words) VALUES (new.id, new.sku_words, new.name_words, new.category_words);
END;
