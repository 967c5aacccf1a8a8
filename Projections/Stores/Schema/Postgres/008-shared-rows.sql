-- Final items share rows.
ALTER TABLE read_model_item ADD COLUMN items integer NOT NULL DEFAULT 1;
ALTER TABLE read_model_item ALTER COLUMN items SET STATISTICS 0;
-- Where the row stood before it was saved last: who saves says where he goes on from, and does so only there.
ALTER TABLE read_model_head ADD COLUMN previous bigint;
ALTER TABLE read_model_head ALTER COLUMN previous SET STATISTICS 0;
