-- Tables and statements of Microsoft.Orleans.Persistence.AdoNet for PostgreSQL. The provider reads its statements from OrleansQuery by
-- key and fills in their parameters by name. OrleansQuery may be shared with clustering and reminders.

-- name: CreateTables
SELECT pg_advisory_xact_lock(7164110101);

CREATE TABLE IF NOT EXISTS OrleansQuery
(
  QueryKey varchar(64) NOT NULL PRIMARY KEY,
  QueryText varchar(8000) NOT NULL
);

CREATE TABLE IF NOT EXISTS OrleansStorage
(
  ServiceId varchar(150) NOT NULL,
  GrainTypeHash integer NOT NULL,
  GrainTypeString varchar(512) NOT NULL,
  GrainIdHash integer NOT NULL,
  GrainIdN0 bigint NOT NULL,
  GrainIdN1 bigint NOT NULL,
  GrainIdExtensionString varchar(512) NOT NULL,
  PayloadBinary bytea,
  ModifiedOn timestamptz NOT NULL,
  Version integer NOT NULL,
  PRIMARY KEY (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId)
);

-- name: ReadFromStorageKey
SELECT PayloadBinary, Version
FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
  AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '') AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId

-- name: WriteToStorageKey
INSERT INTO OrleansStorage
  (ServiceId, GrainTypeHash, GrainTypeString, GrainIdHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, PayloadBinary, ModifiedOn, Version)
VALUES
  (@ServiceId, @GrainTypeHash, @GrainTypeString, @GrainIdHash, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), @PayloadBinary, now(), 1)
ON CONFLICT (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId) DO UPDATE
  SET PayloadBinary = excluded.PayloadBinary, ModifiedOn = excluded.ModifiedOn, Version = OrleansStorage.Version + 1
  WHERE OrleansStorage.Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion

-- name: ClearStorageKey
UPDATE OrleansStorage
SET PayloadBinary = NULL, ModifiedOn = now(), Version = Version + 1
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
  AND GrainIdExtensionString = coalesce(@GrainIdExtensionString, '') AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId
  AND Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion
