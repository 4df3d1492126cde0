-- Operations, their steps, the journal and the leases. Times are milliseconds since 1970 UTC; JSON is text.

CREATE TABLE operation (
    id               TEXT    NOT NULL PRIMARY KEY,
    kind             TEXT    NOT NULL,
    cluster          TEXT,
    host             TEXT,
    -- what it keeps others away from: cluster:<name> or host:<name>
    concurrency_key  TEXT    NOT NULL,
    requested_by     TEXT    NOT NULL,
    requested_role   TEXT    NOT NULL,
    on_failure       TEXT    NOT NULL CHECK (on_failure IN ('ROLL_BACK', 'STOP')),
    pace             TEXT    NOT NULL CHECK (pace IN ('AUTO', 'STEP')),
    status           TEXT    NOT NULL CHECK (status IN ('PENDING', 'RUNNING', 'WAITING', 'SUCCEEDED', 'FAILED',
                                                        'ROLLED_BACK', 'CANCELLED', 'INTERRUPTED')),
    -- 1 while, and after, its steps are undone
    undoing          INTEGER NOT NULL DEFAULT 0,
    -- 1 when the admin asked it to end; the only column that is written without the lease
    cancel_asked     INTEGER NOT NULL DEFAULT 0,
    result           TEXT    NOT NULL,
    error            TEXT,
    created_at       INTEGER NOT NULL,
    finished_at      INTEGER
);

-- One operation at a time: two simultaneous starts can't both be stored.
CREATE UNIQUE INDEX operation_one_at_a_time ON operation (concurrency_key)
    WHERE status IN ('PENDING', 'RUNNING', 'WAITING', 'INTERRUPTED');
CREATE INDEX operation_of_cluster ON operation (cluster, id);

CREATE TABLE operation_step (
    operation        TEXT    NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    number           INTEGER NOT NULL,
    step             TEXT    NOT NULL,
    host             TEXT,
    parameters       TEXT    NOT NULL,
    point_of_no_return INTEGER NOT NULL,
    status           TEXT    NOT NULL CHECK (status IN ('PENDING', 'RUNNING', 'DONE', 'SKIPPED', 'FAILED', 'UNDONE')),
    -- 1 once the journal has an ABOUT_TO entry of it: only such steps have something to undo
    begun            INTEGER NOT NULL,
    started_at       INTEGER,
    finished_at      INTEGER,
    message          TEXT,
    finding          TEXT,
    evidence         TEXT,
    -- the plan last made; what undo is given is the first ABOUT_TO plan of the journal
    plan             TEXT,
    planned_at       INTEGER,
    done_bytes       INTEGER,
    total_bytes      INTEGER,
    bytes_per_second INTEGER,
    PRIMARY KEY (operation, number)
);

-- Append only: written before a step acts and after it ended, under the lease.
CREATE TABLE operation_journal (
    id               INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    operation        TEXT    NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    number           INTEGER NOT NULL,
    entry            TEXT    NOT NULL CHECK (entry IN ('ABOUT_TO', 'ENDED', 'UNDO_ABOUT_TO', 'UNDO_ENDED', 'NOTE')),
    plan             TEXT,
    text             TEXT    NOT NULL,
    lease_version    INTEGER NOT NULL,
    at               INTEGER NOT NULL
);
CREATE INDEX operation_journal_of_step ON operation_journal (operation, number, id);

-- What the steps said; the middle of long output is dropped.
CREATE TABLE operation_output (
    operation        TEXT    NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    number           INTEGER NOT NULL,
    line             INTEGER NOT NULL,
    text             TEXT    NOT NULL,
    PRIMARY KEY (operation, number, line)
);

-- Who drives the operation of a key, and since which version. A row stays for ever, so that a version is never used twice.
CREATE TABLE operation_lease (
    concurrency_key  TEXT    NOT NULL PRIMARY KEY,
    holder           TEXT    NOT NULL,
    version          INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL
);
