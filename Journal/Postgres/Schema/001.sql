-- The rows of a partition are written by one writer at a time, in order of position, and never change.
CREATE TABLE IF NOT EXISTS journal_settings (
  id smallint PRIMARY KEY CHECK (id = 1),
  schema_version integer NOT NULL,
  partition_count integer NOT NULL,
  partition_hash text NOT NULL,
  shard integer NOT NULL,
  shard_layout text NOT NULL
);

-- Updated by every append: room on the page keeps the update away from the index.
CREATE TABLE IF NOT EXISTS journal_partition (
  partition integer PRIMARY KEY,
  epoch bigint NOT NULL,
  owner text NOT NULL,
  claimed_at bigint NOT NULL,
  head bigint NOT NULL,
  published bigint NOT NULL,
  hash bytea NOT NULL
) WITH (fillfactor = 10);

-- One table a partition, so that its indexes stay small and its rows lie in order of position. Collation "C" compares bytes, as SQLite does.
CREATE TABLE IF NOT EXISTS journal_event (
  partition integer NOT NULL,
  schema_version integer NOT NULL,
  position bigint NOT NULL,
  previous bigint NOT NULL,
  version bigint NOT NULL,
  recorded_at bigint NOT NULL,
  command_id uuid NOT NULL,
  causation_id uuid,
  correlation_id uuid NOT NULL,
  partition_key text COLLATE "C" NOT NULL,
  aggregate text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  principal text COLLATE "C" NOT NULL,
  traceparent text COLLATE "C",
  body text COLLATE "C" NOT NULL,
  hash bytea NOT NULL
) PARTITION BY LIST (partition);
