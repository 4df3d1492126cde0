-- what changed in each cluster, as the monitor saw it; at: milliseconds since 1970 (UTC)
CREATE TABLE timeline (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    cluster TEXT    NOT NULL,
    code    TEXT    NOT NULL,
    text    TEXT    NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

CREATE INDEX timeline_by_cluster ON timeline (cluster, id);
