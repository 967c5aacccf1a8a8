-- One table a partition, so that each grows at its end only. UUIDs are 16 bytes, the most significant first.
CREATE TABLE IF NOT EXISTS {events} (
  partition integer NOT NULL CHECK (partition = {partition}),
  schema_version integer NOT NULL,
  position integer PRIMARY KEY,
  previous integer NOT NULL,
  version integer NOT NULL,
  recorded_at integer NOT NULL,
  command_id blob NOT NULL,
  causation_id blob,
  correlation_id blob NOT NULL,
  partition_key text NOT NULL,
  aggregate text NOT NULL,
  type text NOT NULL,
  principal text NOT NULL,
  traceparent text,
  body text NOT NULL,
  hash blob NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS {events}_aggregate ON {events} (aggregate, version);
CREATE INDEX IF NOT EXISTS {events}_key ON {events} (partition_key, position);
INSERT INTO journal_partition (partition, epoch, owner, claimed_at, head, published, hash)
VALUES ({partition}, 0, '', 0, 0, 0, zeroblob(32))
ON CONFLICT (partition) DO NOTHING;
