-- SQLite. {events} is the table of the partition, {columns} every column of an event in the order in which EventRow reads them.

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

-- name: move_head
-- First half of an append: only if the partition is still mine and stands where I believe.
UPDATE journal_partition
SET head = @head + @count, published = @published, hash = @hash
WHERE partition = @partition AND epoch = @epoch AND head = @head;

-- name: append
-- Second half, once an event.
INSERT INTO {events} (partition, schema_version, position, previous, version, recorded_at, command_id, causation_id, correlation_id,
  partition_key, aggregate, type, principal, traceparent, body, hash)
VALUES (@partition, @schema_version, @position, @previous, @version, @recorded_at, @command_id, @causation_id, @correlation_id,
  @partition_key, @aggregate, @type, @principal, @traceparent, CAST(@body AS text), @hash);

-- name: look_up
-- The last position of each key and the last version of each aggregate.
SELECT 0, k.value, coalesce((SELECT max(e.position) FROM {events} e WHERE e.partition_key = k.value), 0)
FROM json_each(@keys) AS k
UNION ALL
SELECT 1, a.value, coalesce((SELECT max(e.version) FROM {events} e WHERE e.aggregate = a.value), 0)
FROM json_each(@aggregates) AS a;

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
