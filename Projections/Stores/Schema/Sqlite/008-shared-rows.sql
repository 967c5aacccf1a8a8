-- Final items share rows.
ALTER TABLE read_model_item ADD COLUMN items integer NOT NULL DEFAULT 1;
