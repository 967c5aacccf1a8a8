-- Versions of a projection stand side by side: one is shown, others are being built or are kept to go back to.
CREATE TABLE read_model_version (
  projection text NOT NULL,
  version integer NOT NULL,
  fold integer NOT NULL,
  state integer NOT NULL,
  changed_at text NOT NULL,
  PRIMARY KEY (projection, version)
);

CREATE UNIQUE INDEX read_model_version_active ON read_model_version (projection, fold) WHERE state = 1;

CREATE TABLE read_model_build (
  projection text NOT NULL,
  version integer NOT NULL,
  partition integer NOT NULL,
  position integer NOT NULL,
  PRIMARY KEY (projection, version, partition)
);
