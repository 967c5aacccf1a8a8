-- name: LockSchema
CREATE TABLE IF NOT EXISTS read_model_schema (version integer NOT NULL)

-- name: Load
SELECT key, partition, position, body, parked_position, parked_type, parked_error, parked_since, generation
FROM read_model_head WHERE model = @model AND key = @key

-- name: LoadItem
SELECT key, item, sort, category, position, body, items
FROM read_model_item WHERE model = @model AND key = @key AND item = @item

-- name: ReadPage
-- Category by category, each in the order of its index, of which no more is read than a page, and no more returned than has a page of items. The first row
-- may have but one that is wanted: its others come before. Of categories whose rows are shared each has its page: what is in a row does not all come
-- where the row does.
SELECT i.key, i.item, i.sort, i.category, i.position, i.body, i.items
FROM json_each(@categories) AS u CROSS JOIN read_model_item AS i ON i.rowid IN (
  SELECT row FROM (
    SELECT row, sum(items) OVER page - items - first_value(items) OVER page AS earlier
    FROM (
      SELECT rowid AS row, sort, item, items
      FROM read_model_item WHERE model = @model AND key = @key AND category = u.value AND (sort, item) < (@sort, @item)
      ORDER BY sort DESC, item DESC LIMIT @count
    )
    WINDOW page AS (ORDER BY sort DESC, item DESC)
  )
  WHERE earlier < @count
)
ORDER BY i.sort DESC, i.item DESC LIMIT @rows

-- name: SaveHead
INSERT INTO read_model_head (model, key, partition, position, body, generation)
SELECT @model, @key, @partition, @position, @body, @generation
WHERE coalesce(@previous, 0) = 0 OR EXISTS (SELECT 1 FROM read_model_head WHERE model = @model AND key = @key)
ON CONFLICT (model, key) DO UPDATE SET position = excluded.position, body = excluded.body,
  parked_position = CASE WHEN read_model_head.parked_position > excluded.position THEN read_model_head.parked_position END,
  parked_type = CASE WHEN read_model_head.parked_position > excluded.position THEN read_model_head.parked_type END,
  parked_error = CASE WHEN read_model_head.parked_position > excluded.position THEN read_model_head.parked_error END,
  parked_since = CASE WHEN read_model_head.parked_position > excluded.position THEN read_model_head.parked_since END
WHERE read_model_head.position <= excluded.position AND read_model_head.position = coalesce(@previous, read_model_head.position)
  AND read_model_head.generation = excluded.generation

-- name: SaveItem
INSERT INTO read_model_item (model, key, item, sort, category, position, body, items)
VALUES (@model, @key, @item, @sort, @category, @position, @body, @items)
ON CONFLICT (model, key, item) DO UPDATE
SET sort = excluded.sort, category = excluded.category, position = excluded.position, body = excluded.body, items = excluded.items

-- name: ReadItems
SELECT key, item, sort, category, position, body, items
FROM read_model_item WHERE model = @model AND key IN (SELECT value FROM json_each(@keys)) AND (key, item) > (@after_key, @after_item)
ORDER BY key, item LIMIT @count

-- name: Delete
DELETE FROM read_model_item WHERE model = @model AND key = @key;
DELETE FROM read_model_head WHERE model = @model AND key = @key

-- name: RemoveItem
DELETE FROM read_model_item WHERE model = @model AND key = @key AND item = @item

-- name: DeletePartition
DELETE FROM read_model_item WHERE model = @model AND key IN (
  SELECT key FROM read_model_head WHERE model = @model AND partition = @partition);
DELETE FROM read_model_head WHERE model = @model AND partition = @partition

-- name: LockModel
SELECT 1 FROM read_model WHERE model = @model

-- name: LockHead
SELECT position, generation FROM read_model_head WHERE model = @model AND key = @key

-- name: MovePartition
UPDATE read_model_item SET model = @to WHERE model = @model AND key IN (
  SELECT key FROM read_model_head WHERE model = @model AND partition = @partition);
UPDATE read_model_head SET model = @to WHERE model = @model AND partition = @partition

-- name: DeleteVersion
DELETE FROM read_model_item WHERE model = @model AND key IN (
  SELECT key FROM read_model_head WHERE model = @model ORDER BY key LIMIT @count);
DELETE FROM read_model_head WHERE model = @model AND key IN (
  SELECT key FROM read_model_head WHERE model = @model ORDER BY key LIMIT @count)
RETURNING 1

-- name: LockVersions
-- The transaction is the only one that writes.
SELECT 1

-- name: Compare
-- The function is this program's: SQLite has none that depends on all of a text. Of heads how far they are and where they wait, of items what they are
-- found by. When an item was saved is not content, and of final ones neither which of them share a row.
WITH head AS (
  SELECT model, key, position, coalesce(parked_position, 0) AS parked, body FROM read_model_head WHERE model IN (@model, @other) AND partition = @partition
), content AS (
  SELECT model, key, true AS is_head, '' AS item, position AS first, parked AS second, body FROM head
  UNION ALL SELECT item.model, item.key, false, iif(@are_final, '', item.item), iif(@are_final, 0, item.sort), item.category, line.value
  FROM head JOIN read_model_item AS item ON item.model = head.model AND item.key = head.key
  JOIN json_each(iif(@are_final, '[' || replace(item.body, char(10), ',') || ']', json_array(item.body))) AS line
), whole AS MATERIALIZED (
  SELECT model, key, count(*) - 1 AS items, max(first) FILTER (WHERE is_head) AS position,
    content_checksum(key, item, first, second, body) AS checksum
  FROM content GROUP BY model, key
), level AS MATERIALIZED (
  SELECT one.key, one.checksum <> other.checksum AS is_different
  FROM whole AS one JOIN whole AS other ON other.key = one.key AND other.position = one.position
  WHERE one.model = @model AND other.model = @other
)
SELECT
  (SELECT count(*) FROM whole WHERE model = @model), (SELECT coalesce(sum(items), 0) FROM whole WHERE model = @model),
  (SELECT count(*) FROM whole WHERE model = @other), (SELECT coalesce(sum(items), 0) FROM whole WHERE model = @other),
  (SELECT count(*) FROM level), (SELECT count(*) FROM level WHERE is_different), (SELECT min(key) FROM level WHERE is_different)
