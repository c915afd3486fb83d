-- Alerts about colours set by hand in bulk. Who and what is sealed under the
-- alert's own key; the pattern is a digest of what was found.
CREATE TABLE alerts (
    no          INTEGER PRIMARY KEY,
    pattern     TEXT NOT NULL,
    version     INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    state       TEXT NOT NULL,
    size        INTEGER NOT NULL,
    raised_by   TEXT NOT NULL REFERENCES users (id),
    raised_at   BIGINT NOT NULL,
    closed_by   TEXT NOT NULL,
    closed_at   BIGINT NOT NULL,
    wrapped_key BYTEA NOT NULL,
    sealed      BYTEA NOT NULL,
    CONSTRAINT alert_once UNIQUE (pattern)
);
