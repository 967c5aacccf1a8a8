-- name: LockSchema
SELECT pg_advisory_xact_lock(7262340101);
CREATE TABLE IF NOT EXISTS read_model_schema (version integer NOT NULL)

-- name: Load
SELECT h.key, h.partition, h.position, h.body, h.parked_position, h.parked_type, h.parked_error, h.parked_since, h.generation, h.model
FROM unnest(@models, @keys) AS u (model, key)
JOIN read_model_head AS h ON h.model = u.model AND h.key = u.key COLLATE "C"

-- name: LoadItems
SELECT i.key, i.item, i.sort, i.category, i.position, i.body, i.items, i.model
FROM unnest(@models, @keys, @items) AS u (model, key, item)
JOIN read_model_item AS i ON i.model = u.model AND i.key = u.key COLLATE "C" AND i.item = u.item COLLATE "C"

-- name: ReadPage
-- Category by category, each in the order of its index, of which no more is read than a page, and no more returned than has a page of items. The first row
-- may have but one that is wanted: its others come before. Of categories whose rows are shared each has its page: what is in a row does not all come
-- where the row does.
SELECT i.key, i.item, i.sort, i.category, i.position, i.body, i.items
FROM unnest(@categories) AS u (category)
CROSS JOIN LATERAL (
  SELECT *, sum(items) OVER page - items - first_value(items) OVER page AS earlier
  FROM (
    SELECT key, item, sort, category, position, body, items
    FROM read_model_item WHERE model = @model AND key = @key AND category = u.category AND (sort, item) < (@sort, @item)
    ORDER BY sort DESC, item DESC LIMIT @count
  ) AS one
  WINDOW page AS (ORDER BY sort DESC, item DESC)
) AS i
WHERE i.earlier < @count
ORDER BY i.sort DESC, i.item DESC LIMIT @rows

-- name: Save
-- What goes on from a row makes none where it is gone. Rows are looked up one by one: a condition with EXISTS reads all heads for each group.
WITH input AS (
  SELECT * FROM unnest(@models, @keys, @partitions, @positions, @bodies, @generations, @previous)
    AS u (model, key, partition, position, body, generation, previous)
), head AS (
  INSERT INTO read_model_head (model, key, partition, position, body, generation, previous)
  SELECT model, key, partition, position, body, generation, previous FROM input
  LEFT JOIN LATERAL (SELECT true AS is_there FROM read_model_head AS h WHERE h.model = input.model AND h.key = input.key COLLATE "C" OFFSET 0) AS h ON true
  WHERE coalesce(previous, 0) = 0 OR is_there
  ORDER BY model, key COLLATE "C"
  ON CONFLICT (model, key) DO UPDATE SET position = excluded.position, body = excluded.body, previous = excluded.previous,
    parked_position = CASE WHEN read_model_head.parked_position > excluded.position THEN read_model_head.parked_position END,
    parked_type = CASE WHEN read_model_head.parked_position > excluded.position THEN read_model_head.parked_type END,
    parked_error = CASE WHEN read_model_head.parked_position > excluded.position THEN read_model_head.parked_error END,
    parked_since = CASE WHEN read_model_head.parked_position > excluded.position THEN read_model_head.parked_since END
  WHERE read_model_head.position <= excluded.position AND read_model_head.position = coalesce(excluded.previous, read_model_head.position)
    AND read_model_head.generation = excluded.generation
  RETURNING model, key
), item AS (
  INSERT INTO read_model_item (model, key, item, sort, category, position, body, items)
  SELECT u.model, u.key, u.item, u.sort, u.category, u.position, u.body, u.items
  FROM unnest(@item_models, @item_keys, @items, @sorts, @categories, @item_positions, @item_bodies, @item_counts)
    AS u (model, key, item, sort, category, position, body, items)
  JOIN head ON head.model = u.model AND head.key = u.key
  ON CONFLICT (model, key, item) DO UPDATE
  SET sort = excluded.sort, category = excluded.category, position = excluded.position, body = excluded.body, items = excluded.items
)
SELECT model, key FROM input WHERE NOT EXISTS (SELECT 1 FROM head WHERE head.model = input.model AND head.key = input.key)

-- name: CopyItems
COPY read_model_item (model, key, item, sort, category, position, body, items) FROM STDIN (FORMAT binary)

-- name: ReadItems
-- Key by key, each from where it is to begin: one condition for all reads much of the version for each page. The least text after another is that and
-- the least character.
SELECT i.key, i.item, i.sort, i.category, i.position, i.body, i.items
FROM unnest(@keys) AS u (key)
CROSS JOIN LATERAL (
  SELECT key, item, sort, category, position, body, items
  FROM read_model_item
  WHERE model = @model AND key = u.key COLLATE "C" AND item >= CASE WHEN u.key = @after_key THEN @after_item || chr(1) ELSE '' END
  ORDER BY item LIMIT @count
) AS i
WHERE u.key COLLATE "C" >= @after_key
ORDER BY i.key, i.item LIMIT @count

-- name: Delete
WITH item AS (DELETE FROM read_model_item WHERE model = @model AND key = @key)
DELETE FROM read_model_head WHERE model = @model AND key = @key

-- name: RemoveItems
DELETE FROM read_model_item AS i
USING unnest(@models, @keys, @items) AS u (model, key, item)
WHERE i.model = u.model AND i.key = u.key COLLATE "C" AND i.item = u.item COLLATE "C"

-- name: DeletePartition
WITH victim AS (
  SELECT key FROM read_model_head WHERE model = @model AND partition = @partition
), item AS (
  DELETE FROM read_model_item USING victim WHERE read_model_item.model = @model AND read_model_item.key = victim.key
)
DELETE FROM read_model_head WHERE model = @model AND partition = @partition

-- name: LockModel
SELECT 1 FROM read_model WHERE model = @model FOR UPDATE

-- name: LockHead
SELECT position, generation FROM read_model_head WHERE model = @model AND key = @key FOR UPDATE

-- name: MovePartition
WITH victim AS (
  SELECT key FROM read_model_head WHERE model = @model AND partition = @partition
), item AS (
  UPDATE read_model_item SET model = @to FROM victim WHERE read_model_item.model = @model AND read_model_item.key = victim.key
)
UPDATE read_model_head SET model = @to WHERE model = @model AND partition = @partition

-- name: DeleteVersion
WITH victim AS (
  SELECT key FROM read_model_head WHERE model = @model ORDER BY key LIMIT @count FOR UPDATE
), item AS (
  DELETE FROM read_model_item USING victim WHERE read_model_item.model = @model AND read_model_item.key = victim.key
), head AS (
  DELETE FROM read_model_head USING victim WHERE read_model_head.model = @model AND read_model_head.key = victim.key RETURNING 1
)
SELECT 1 FROM head

-- name: LockVersions
SELECT pg_advisory_xact_lock(7262340102)

-- name: Compare
-- Hashed again with the hash of what stands before, so that nothing can go from one column to the next unseen. Of heads how far they are and where they
-- wait, of items what they are found by. When an item was saved is not content, and of final ones neither which of them share a row.
-- Key by key: joined otherwise, all items of all views are read for each partition.
WITH head AS (
  SELECT model, key, position, coalesce(parked_position, 0) AS parked, body FROM read_model_head WHERE model IN (@model, @other) AND partition = @partition
), content AS (
  SELECT model, key, true AS is_head, '' AS item, position AS first, parked AS second, body FROM head
  UNION ALL SELECT item.model, item.key, false, CASE WHEN @are_final THEN '' ELSE item.item END, CASE WHEN @are_final THEN 0 ELSE item.sort END,
    item.category::bigint, line.body
  FROM head
  CROSS JOIN LATERAL (SELECT * FROM read_model_item WHERE model = head.model AND key = head.key OFFSET 0) AS item
  CROSS JOIN unnest(CASE WHEN @are_final THEN string_to_array(item.body, chr(10)) ELSE ARRAY[item.body] END) AS line (body)
), whole AS MATERIALIZED (
  SELECT model, key, count(*) - 1 AS items, max(first) FILTER (WHERE is_head) AS position,
    bit_xor(hashtextextended(body, hashint8extended(second, hashint8extended(first, hashtextextended(item, hashtextextended(key, 0)))))) AS checksum
  FROM content GROUP BY model, key
), level AS MATERIALIZED (
  SELECT one.key, one.checksum <> other.checksum AS is_different
  FROM whole AS one JOIN whole AS other ON other.key = one.key AND other.position = one.position
  WHERE one.model = @model AND other.model = @other
)
SELECT
  (SELECT count(*) FROM whole WHERE model = @model), (SELECT coalesce(sum(items), 0) FROM whole WHERE model = @model)::bigint,
  (SELECT count(*) FROM whole WHERE model = @other), (SELECT coalesce(sum(items), 0) FROM whole WHERE model = @other)::bigint,
  (SELECT count(*) FROM level), (SELECT count(*) FROM level WHERE is_different), (SELECT min(key) FROM level WHERE is_different)
