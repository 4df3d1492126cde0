-- Times are milliseconds since 1970 (UTC); read one with datetime(x / 1000, 'unixepoch').

-- people who sign in to the pages
CREATE TABLE account (
    name          TEXT PRIMARY KEY,
    password_hash TEXT    NOT NULL,
    role          TEXT    NOT NULL CHECK (role IN ('VIEWER', 'OPERATOR', 'ADMIN')),
    -- grows with each change of password or role; a session of an older version ends
    version       INTEGER NOT NULL,
    created_at    INTEGER NOT NULL
) STRICT;

-- bearer tokens of the REST contract; only the SHA-256 of each is here
CREATE TABLE api_token (
    name         TEXT PRIMARY KEY,
    hash         TEXT    NOT NULL UNIQUE,
    role         TEXT    NOT NULL CHECK (role IN ('VIEWER', 'OPERATOR', 'ADMIN')),
    created_at   INTEGER NOT NULL,
    created_by   TEXT    NOT NULL,
    expires_at   INTEGER,
    last_used_at INTEGER
) STRICT;

-- a known text, sealed: tells at start-up whether the key is still the one that sealed the rest
CREATE TABLE seal_check (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    sealed TEXT NOT NULL
) STRICT;

-- each act: who, what, on what, how it ended
CREATE TABLE audit_entry (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    role    TEXT    NOT NULL CHECK (role IN ('VIEWER', 'OPERATOR', 'ADMIN')),
    action  TEXT    NOT NULL,
    subject TEXT,
    outcome TEXT    NOT NULL
) STRICT;

CREATE INDEX audit_entry_by_time ON audit_entry (at);

CREATE TRIGGER audit_entry_stays_as_written BEFORE UPDATE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'the audit is only ever added to');
END;

CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'the audit is only ever added to');
END;

-- the machines, as the admin declared them
CREATE TABLE host (
    name                  TEXT PRIMARY KEY,
    address               TEXT    NOT NULL,
    ssh_port              INTEGER NOT NULL CHECK (ssh_port BETWEEN 1 AND 65535),
    ssh_user              TEXT    NOT NULL,
    mysql_port            INTEGER NOT NULL CHECK (mysql_port BETWEEN 1 AND 65535),
    mysql_socket          TEXT,
    replication_address   TEXT    NOT NULL,
    host_key_algorithm    TEXT    NOT NULL,
    host_key_fingerprint  TEXT    NOT NULL,
    host_key_trusted      INTEGER NOT NULL CHECK (host_key_trusted IN (0, 1)),
    sealed_sudo_password  TEXT,
    sealed_panel_password TEXT,
    facts                 TEXT CHECK (facts IS NULL OR json_valid(facts)),
    added_at              INTEGER NOT NULL
) STRICT;

-- one source and its replicas, as the admin declared them
CREATE TABLE cluster (
    name                        TEXT PRIMARY KEY,
    databases                   TEXT    NOT NULL CHECK (json_valid(databases)),
    policy                      TEXT    NOT NULL CHECK (json_valid(policy)),
    replication_user            TEXT    NOT NULL,
    sealed_replication_password TEXT,
    created_at                  INTEGER NOT NULL
) STRICT;

CREATE TABLE cluster_member (
    cluster TEXT    NOT NULL REFERENCES cluster (name),
    ordinal INTEGER NOT NULL,
    host    TEXT    NOT NULL REFERENCES host (name),
    role    TEXT    NOT NULL CHECK (role IN ('SOURCE', 'REPLICA', 'DETACHED', 'UNUSABLE', 'UNCONFIGURED')),
    PRIMARY KEY (cluster, ordinal)
) STRICT;

-- a host is in one cluster at most, and a cluster has one source at most
CREATE UNIQUE INDEX cluster_member_once ON cluster_member (host);
CREATE UNIQUE INDEX cluster_member_one_source ON cluster_member (cluster) WHERE role = 'SOURCE';

-- answers already given to POST requests with an Idempotency-Key
CREATE TABLE idempotent_answer (
    actor        TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    request_hash TEXT    NOT NULL,
    -- null while the first request with this key is under way
    status       INTEGER,
    location     TEXT,
    content_type TEXT,
    body         TEXT,
    at           INTEGER NOT NULL,
    PRIMARY KEY (actor, key)
) STRICT;
