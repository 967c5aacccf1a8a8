-- The table and statements that Microsoft.Orleans.Persistence.AdoNet asks for: one row a grain, written if its version is the one that was read.

CREATE TABLE OrleansQuery (QueryKey varchar(64) PRIMARY KEY, QueryText varchar(8000) NOT NULL);

CREATE TABLE OrleansStorage
(
  GrainIdHash integer NOT NULL,
  GrainIdN0 bigint NOT NULL,
  GrainIdN1 bigint NOT NULL,
  GrainTypeHash integer NOT NULL,
  GrainTypeString varchar(512) NOT NULL,
  GrainIdExtensionString varchar(512) NOT NULL,
  ServiceId varchar(150) NOT NULL,
  PayloadBinary bytea,
  ModifiedOn timestamptz NOT NULL,
  Version integer NOT NULL,
  PRIMARY KEY (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId)
);

INSERT INTO OrleansQuery VALUES
('ReadFromStorageKey', '
SELECT PayloadBinary, Version FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
  AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId'),
('WriteToStorageKey', '
INSERT INTO OrleansStorage VALUES
  (@GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, coalesce(@GrainIdExtensionString, ''''), @ServiceId, @PayloadBinary, now(), 1)
ON CONFLICT (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId) DO UPDATE
  SET PayloadBinary = excluded.PayloadBinary, ModifiedOn = excluded.ModifiedOn, Version = OrleansStorage.Version + 1
  WHERE OrleansStorage.Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion'),
('ClearStorageKey', '
DELETE FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
  AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId
  AND Version = @GrainStateVersion
RETURNING 0 AS NewGrainStateVersion');
