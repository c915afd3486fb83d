-- What a replay of the whole office needs of the cases from one number to
-- another, each sealed under its case's key, and what the statistics count of
-- them, sealed together. Made of the snapshots, in no record, and made anew
-- where it is missing.
CREATE TABLE sheets (
    from_case INTEGER NOT NULL,
    to_case   INTEGER NOT NULL,
    shares    BYTEA NOT NULL,
    packed    BYTEA NOT NULL,
    PRIMARY KEY (from_case, to_case)
);
