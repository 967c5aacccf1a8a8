-- name: LockSchemaOnPostgreSql
SELECT pg_advisory_xact_lock(7264110102)

-- name: BeginSessionOnSqlite
PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL

-- name: CreateTables
CREATE TABLE IF NOT EXISTS reactor_checkpoint (
    partition integer NOT NULL PRIMARY KEY,
    epoch bigint NOT NULL,
    position bigint NOT NULL);
CREATE TABLE IF NOT EXISTS reactor_due (
    partition integer NOT NULL,
    id text NOT NULL,
    due_us bigint NOT NULL,
    target text NOT NULL,
    command text NOT NULL,
    argument text NOT NULL,
    PRIMARY KEY (partition, id));
CREATE INDEX IF NOT EXISTS reactor_due_by_time ON reactor_due (partition, due_us);
CREATE TABLE IF NOT EXISTS reactor_parked (
    partition integer NOT NULL,
    reactor text NOT NULL,
    process text NOT NULL,
    key text NOT NULL,
    position bigint NOT NULL,
    type text NOT NULL,
    error text NOT NULL,
    is_transient integer NOT NULL,
    since_us bigint NOT NULL,
    PRIMARY KEY (partition, reactor, process));
CREATE TABLE IF NOT EXISTS reactor_due_unreadable (
    partition integer NOT NULL,
    id text NOT NULL,
    due_us bigint NOT NULL,
    target text NOT NULL,
    command text NOT NULL,
    argument text NOT NULL,
    error text NOT NULL,
    since_us bigint NOT NULL,
    PRIMARY KEY (partition, id))

-- name: Claim
INSERT INTO reactor_checkpoint (partition, epoch, position) VALUES (@partition, 1, 0)
ON CONFLICT (partition) DO UPDATE SET epoch = reactor_checkpoint.epoch + 1
RETURNING epoch, position

-- name: SaveCheckpoint
UPDATE reactor_checkpoint SET position = @position WHERE partition = @partition AND epoch = @epoch

-- name: SaveDue
INSERT INTO reactor_due (partition, id, due_us, target, command, argument) VALUES (@partition, @id, @due_us, @target, @command, @argument)
ON CONFLICT (partition, id) DO UPDATE SET due_us = excluded.due_us, target = excluded.target, command = excluded.command, argument = excluded.argument

-- name: SaveDueTogether
INSERT INTO reactor_due (partition, id, due_us, target, command, argument)
SELECT @partition, d.id, d.due_us, d.target, d.command, d.argument
FROM unnest(@ids, @due_us, @targets, @commands, @arguments) AS d (id, due_us, target, command, argument)
ON CONFLICT (partition, id) DO UPDATE SET due_us = excluded.due_us, target = excluded.target, command = excluded.command, argument = excluded.argument

-- name: DeleteDue
DELETE FROM reactor_due WHERE partition = @partition AND id = @id

-- name: DeleteDueTogether
DELETE FROM reactor_due WHERE partition = @partition AND id = ANY (@ids)

-- name: ReadDue
SELECT id, due_us, target, command, argument FROM reactor_due
WHERE partition = @partition AND due_us <= @until ORDER BY due_us LIMIT @count

-- name: FindNextDue
SELECT due_us FROM reactor_due WHERE partition = @partition ORDER BY due_us LIMIT 1

-- name: SaveParked
INSERT INTO reactor_parked (partition, reactor, process, key, position, type, error, is_transient, since_us)
VALUES (@partition, @reactor, @process, @key, @position, @type, @error, @is_transient, @since_us)
ON CONFLICT (partition, reactor, process) DO UPDATE
SET position = excluded.position, type = excluded.type, error = excluded.error, is_transient = excluded.is_transient

-- name: DeleteParked
DELETE FROM reactor_parked WHERE partition = @partition AND reactor = @reactor AND process = @process

-- name: ReadParked
SELECT partition, reactor, process, key, position, type, error, is_transient, since_us FROM reactor_parked
WHERE partition = @partition ORDER BY reactor, process LIMIT @count

-- name: SaveUnreadable
INSERT INTO reactor_due_unreadable (partition, id, due_us, target, command, argument, error, since_us)
VALUES (@partition, @id, @due_us, @target, @command, @argument, @error, @since_us)
ON CONFLICT (partition, id) DO UPDATE
SET due_us = excluded.due_us, target = excluded.target, command = excluded.command, argument = excluded.argument, error = excluded.error

-- name: DeleteUnreadable
DELETE FROM reactor_due_unreadable WHERE partition = @partition AND id = @id

-- name: ReadUnreadable
SELECT partition, id, due_us, target, command, argument, error, since_us FROM reactor_due_unreadable
WHERE partition = @partition ORDER BY id LIMIT @count

-- name: ListParked
SELECT partition, reactor, process, key, position, type, error, is_transient, since_us FROM reactor_parked
ORDER BY partition, reactor, process LIMIT @count

-- name: ListUnreadable
SELECT partition, id, due_us, target, command, argument, error, since_us FROM reactor_due_unreadable
ORDER BY partition, id LIMIT @count

-- name: CountParked
SELECT (SELECT COUNT(*) FROM reactor_parked) + (SELECT COUNT(*) FROM reactor_due_unreadable)
