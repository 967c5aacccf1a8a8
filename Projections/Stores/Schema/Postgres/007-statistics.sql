-- What autovacuum learns of read models helps no plan but what they are found by: the rest is not to be read, unpacked and sorted each time that a tenth
-- of them has changed.
ALTER TABLE read_model_head
  ALTER COLUMN model SET STATISTICS 10,
  ALTER COLUMN key SET STATISTICS 10,
  ALTER COLUMN partition SET STATISTICS 10,
  ALTER COLUMN position SET STATISTICS 0,
  ALTER COLUMN body SET STATISTICS 0,
  ALTER COLUMN parked_position SET STATISTICS 0,
  ALTER COLUMN parked_type SET STATISTICS 0,
  ALTER COLUMN parked_error SET STATISTICS 0,
  ALTER COLUMN parked_since SET STATISTICS 10,
  ALTER COLUMN generation SET STATISTICS 0;
ALTER TABLE read_model_item
  ALTER COLUMN model SET STATISTICS 10,
  ALTER COLUMN key SET STATISTICS 10,
  ALTER COLUMN item SET STATISTICS 10,
  ALTER COLUMN sort SET STATISTICS 10,
  ALTER COLUMN category SET STATISTICS 10,
  ALTER COLUMN position SET STATISTICS 0,
  ALTER COLUMN body SET STATISTICS 0;
