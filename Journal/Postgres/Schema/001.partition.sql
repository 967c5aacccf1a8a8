CREATE TABLE IF NOT EXISTS {events} PARTITION OF journal_event FOR VALUES IN ({partition});
CREATE UNIQUE INDEX IF NOT EXISTS {events}_position ON {events} (position);
CREATE UNIQUE INDEX IF NOT EXISTS {events}_aggregate ON {events} (aggregate, version);
CREATE INDEX IF NOT EXISTS {events}_key ON {events} (partition_key, position);
INSERT INTO journal_partition (partition, epoch, owner, claimed_at, head, published, hash)
VALUES ({partition}, 0, '', 0, 0, 0, decode(repeat('00', 32), 'hex'))
ON CONFLICT (partition) DO NOTHING;
