-- The rows of a partition are written by one writer at a time, in order of position, and never change.
CREATE TABLE IF NOT EXISTS journal_settings (
  id integer PRIMARY KEY CHECK (id = 1),
  schema_version integer NOT NULL,
  partition_count integer NOT NULL,
  partition_hash text NOT NULL,
  shard integer NOT NULL,
  shard_layout text NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS journal_partition (
  partition integer PRIMARY KEY,
  epoch integer NOT NULL,
  owner text NOT NULL,
  claimed_at integer NOT NULL,
  head integer NOT NULL,
  published integer NOT NULL,
  hash blob NOT NULL
) STRICT;
