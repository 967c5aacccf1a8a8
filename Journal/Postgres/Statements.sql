-- PostgreSQL. {events} is the table of the partition, {columns} every column of an event in the order in which EventRow reads them.

-- name: settings_read
SELECT schema_version, partition_count, partition_hash, shard, shard_layout
FROM journal_settings;

-- name: settings_save
INSERT INTO journal_settings (id, schema_version, partition_count, partition_hash, shard, shard_layout)
VALUES (1, @schema_version, @partition_count, @partition_hash, @shard, @shard_layout)
ON CONFLICT (id) DO UPDATE SET schema_version = excluded.schema_version;

-- name: claim
UPDATE journal_partition
SET epoch = epoch + 1, owner = @owner, claimed_at = @claimed_at
WHERE partition = @partition
RETURNING epoch, head, published, hash;

-- name: state
SELECT epoch, head, published, hash
FROM journal_partition
WHERE partition = @partition;

-- name: save_published
UPDATE journal_partition
SET published = @published
WHERE partition = @partition AND epoch = @epoch AND head = @head;

-- name: append
-- Of one or more partitions in one statement, one round trip, one transaction: rows come for those that are still mine and stand where I believe,
-- and these are the answer. Arrays unnested in the list of a SELECT go row by row; as a table each would be stored first.
WITH moved AS (
  UPDATE journal_partition AS p
  SET head = b.head + b.count, published = b.published, hash = b.hash
  FROM (SELECT unnest($1) AS partition, unnest($2) AS epoch, unnest($3) AS head, unnest($4) AS count, unnest($5) AS published, unnest($6) AS hash) AS b
  WHERE p.partition = b.partition AND p.epoch = b.epoch AND p.head = b.head
  RETURNING p.partition
), appended AS (
  INSERT INTO journal_event (partition, position, recorded_at, schema_version, previous, version, command_id, causation_id, correlation_id,
    partition_key, aggregate, type, principal, traceparent, body, hash)
  SELECT *
  FROM (SELECT unnest($7) AS partition, unnest($8), unnest($9), unnest($10), unnest($11), unnest($12), unnest($13), unnest($14), unnest($15),
    unnest($16), unnest($17), unnest($18), unnest($19), unnest($20), unnest($21), unnest($22)) AS e
  WHERE e.partition = ANY (ARRAY (SELECT partition FROM moved))
)
SELECT partition FROM moved;

-- name: look_up
-- The last position of each key and the last version of each aggregate.
SELECT 0, k.text, coalesce((SELECT max(e.position) FROM {events} e WHERE e.partition_key = k.text), 0)
FROM unnest(@keys) AS k (text)
UNION ALL
SELECT 1, a.text, coalesce((SELECT max(e.version) FROM {events} e WHERE e.aggregate = a.text), 0)
FROM unnest(@aggregates) AS a (text);

-- name: recent
SELECT partition_key, position, aggregate, version
FROM {events}
WHERE position > @after
ORDER BY position;

-- name: read_partition
SELECT {columns}
FROM {events}
WHERE position >= @from
ORDER BY position
LIMIT @count;

-- name: read_aggregate
SELECT {columns}
FROM {events}
WHERE aggregate = @aggregate AND version >= @from
ORDER BY version
LIMIT @count;

-- name: read_key
SELECT {columns}
FROM {events}
WHERE partition_key = @key AND position >= @from
ORDER BY position
LIMIT @count;

-- name: find_command
SELECT {columns}
FROM {events}
WHERE aggregate = @aggregate AND command_id = @command
ORDER BY version DESC
LIMIT 1;

-- name: read_keys
-- Jumps from key to key, so that a key with many events costs no more than one with few.
WITH RECURSIVE keys (partition_key, number) AS (
  SELECT min(partition_key), 1
  FROM {events}
  WHERE partition_key > @after
  UNION ALL
  SELECT (SELECT min(e.partition_key) FROM {events} e WHERE e.partition_key > keys.partition_key), number + 1
  FROM keys
  WHERE partition_key IS NOT NULL AND number < @count
)
SELECT partition_key
FROM keys
WHERE partition_key IS NOT NULL
ORDER BY number;
