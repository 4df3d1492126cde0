-- the certificate by which each enrolled server proves itself: SHA-256 of it, as the host's own root read it
CREATE TABLE server_certificate (
    host        TEXT PRIMARY KEY REFERENCES host (name) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL
) STRICT;
