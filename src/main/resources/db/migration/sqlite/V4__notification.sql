-- who is told of what happens, and what is still to be told; times are milliseconds since 1970 (UTC)

CREATE TABLE notification_target (
    name          TEXT PRIMARY KEY,
    kind          TEXT    NOT NULL CHECK (kind IN ('WEBHOOK', 'MAIL')),
    -- address and so on; never the secret
    settings      TEXT    NOT NULL CHECK (json_valid(settings)),
    sealed_secret TEXT,
    created_at    INTEGER NOT NULL,
    created_by    TEXT    NOT NULL,
    -- how the last try ended; null before the first
    tried_at      INTEGER,
    delivered     INTEGER CHECK (delivered IN (0, 1)),
    said          TEXT
) STRICT;

-- what one target is still to be told; a row goes when it was delivered or given up
CREATE TABLE notification (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    target   TEXT    NOT NULL REFERENCES notification_target (name) ON DELETE CASCADE,
    -- the same event is told to a target once, however often it is announced
    event    TEXT    NOT NULL,
    message  TEXT    NOT NULL CHECK (json_valid(message)),
    -- tries that failed
    failed   INTEGER NOT NULL,
    next_at  INTEGER,
    -- 1 when it was delivered or given up; kept for a while so that it isn't told twice
    done     INTEGER NOT NULL CHECK (done IN (0, 1)),
    added_at INTEGER NOT NULL,
    UNIQUE (target, event)
) STRICT;

CREATE INDEX notification_waiting ON notification (target, next_at) WHERE done = 0;
