-- A version that is shown need not have all rows yet, and one that is dropped has not all of them any more: states of their own say so, and each of them
-- is gone on with by whoever looks. Of each fold at most one version is shown, and at most one is built.
UPDATE read_model_version SET state = 3 WHERE state = 2 AND version < (
  SELECT max(newer.version) FROM read_model_version AS newer
  WHERE newer.projection = read_model_version.projection AND newer.fold = read_model_version.fold AND newer.state = 2);
-- Of versions that are kept some rows may have been deleted, so nothing is known of how far they are.
DELETE FROM read_model_build WHERE EXISTS (
  SELECT 1 FROM read_model_version AS kept
  WHERE kept.projection = read_model_build.projection AND kept.version = read_model_build.version AND kept.state = 3);
DROP INDEX read_model_version_active;
CREATE UNIQUE INDEX read_model_version_shown ON read_model_version (projection, fold) WHERE state IN (1, 4);
CREATE UNIQUE INDEX read_model_version_built ON read_model_version (projection, fold) WHERE state IN (2, 5);
ALTER TABLE read_model_version ADD COLUMN verdict text;
