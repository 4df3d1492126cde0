-- the application on each host: as it was found, and as an admin corrected it, which then counts
CREATE TABLE application (
    host      TEXT PRIMARY KEY REFERENCES host (name) ON DELETE CASCADE,
    found     TEXT CHECK (found IS NULL OR json_valid(found)),
    corrected TEXT CHECK (corrected IS NULL OR json_valid(corrected))
) STRICT;
