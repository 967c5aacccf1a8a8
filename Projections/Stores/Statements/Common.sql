-- name: ReadSchema
SELECT coalesce(max(version), 0) FROM read_model_schema

-- name: WriteSchema
INSERT INTO read_model_schema (version) VALUES (@version)

-- name: ResolveModel
INSERT INTO read_model (projection, version) VALUES (@projection, @version) ON CONFLICT (projection, version) DO NOTHING;
SELECT model FROM read_model WHERE projection = @projection AND version = @version

-- name: Park
INSERT INTO read_model_head (model, key, partition, position, body, parked_position, parked_type, parked_error, parked_since)
VALUES (@model, @key, @partition, @position, @body, @parked_position, @parked_type, @parked_error, @parked_since)
ON CONFLICT (model, key) DO UPDATE
SET parked_position = excluded.parked_position, parked_type = excluded.parked_type,
    parked_error = excluded.parked_error, parked_since = excluded.parked_since
WHERE read_model_head.position = excluded.position

-- name: Unpark
UPDATE read_model_head SET parked_position = NULL, parked_type = NULL, parked_error = NULL, parked_since = NULL
WHERE model = @model AND key = @key

-- name: ListParked
SELECT key, partition, position, body, parked_position, parked_type, parked_error, parked_since, generation
FROM read_model_head WHERE model = @model AND parked_since IS NOT NULL AND key > @after
ORDER BY key LIMIT @count

-- name: CountParked
SELECT count(*) FROM read_model_head WHERE model = @model AND parked_since IS NOT NULL

-- name: ReadPartition
SELECT key, partition, position, body, parked_position, parked_type, parked_error, parked_since, generation
FROM read_model_head WHERE model = @model AND partition = @partition AND key > @after
ORDER BY key LIMIT @count

-- name: BeginHead
INSERT INTO read_model_head (model, key, partition, position, body, generation) VALUES (@model, @key, @partition, 0, @body, @generation)
ON CONFLICT (model, key) DO UPDATE SET position = 0, body = excluded.body, generation = excluded.generation

-- name: ClaimCheckpoint
INSERT INTO consumer_checkpoint (consumer_group, topic, partition, epoch, owner, released, next_offset, sequence)
SELECT @group, @topic, @partition, 1, @owner, false, -1, 0
WHERE @after = 0 OR EXISTS (SELECT 1 FROM consumer_checkpoint WHERE consumer_group = @group AND topic = @topic AND partition = @partition)
ON CONFLICT (consumer_group, topic, partition) DO UPDATE
SET epoch = consumer_checkpoint.epoch + 1, owner = excluded.owner, released = false
WHERE consumer_checkpoint.epoch = @after
RETURNING epoch, owner, released, next_offset, sequence

-- name: SaveCheckpoint
UPDATE consumer_checkpoint SET released = @released, next_offset = @next_offset, sequence = @sequence
WHERE consumer_group = @group AND topic = @topic AND partition = @partition AND epoch = @epoch

-- name: ReadCheckpoint
SELECT epoch, owner, released, next_offset, sequence
FROM consumer_checkpoint WHERE consumer_group = @group AND topic = @topic AND partition = @partition

-- name: ReadVersions
SELECT projection, version, fold, state, changed_at, verdict FROM read_model_version ORDER BY projection, version

-- name: ReadVersionsOf
SELECT projection, version, fold, state, changed_at, verdict FROM read_model_version WHERE projection = @projection ORDER BY version

-- name: FindNewestVersion
-- Also of those that are forgotten: who still writes for one must not meet another under its number.
SELECT coalesce(max(version), 0) FROM (
  SELECT version FROM read_model_version WHERE projection = @projection
  UNION ALL SELECT version FROM read_model WHERE projection = @projection
) AS known

-- name: AddVersion
INSERT INTO read_model_version (projection, version, fold, state, changed_at) VALUES (@projection, @version, @fold, @state, @now)

-- name: MoveVersion
UPDATE read_model_version SET state = @to, changed_at = @now, verdict = @verdict
WHERE projection = @projection AND version = @version AND state = @from

-- name: RemoveVersion
DELETE FROM read_model_version WHERE projection = @projection AND version = @version

-- name: SaveBuild
INSERT INTO read_model_build (projection, version, partition, position) VALUES (@projection, @version, @partition, @position)
ON CONFLICT (projection, version, partition) DO UPDATE SET position = excluded.position
WHERE read_model_build.position < excluded.position

-- name: ReadBuild
SELECT partition, position FROM read_model_build WHERE projection = @projection AND version = @version

-- name: ForgetBuild
DELETE FROM read_model_build WHERE projection = @projection AND version = @version
