-- the ways by which clients find a cluster's source
CREATE TABLE route (
    cluster  TEXT NOT NULL REFERENCES cluster (name) ON DELETE CASCADE,
    name     TEXT NOT NULL,
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    PRIMARY KEY (cluster, name)
) STRICT;
