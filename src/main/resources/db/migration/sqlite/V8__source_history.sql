-- what each cluster's source had executed of others' transactions when it was last seen, as a GTID set
CREATE TABLE source_history (
    cluster     TEXT PRIMARY KEY,
    source      TEXT NOT NULL,
    from_others TEXT NOT NULL
) STRICT;
