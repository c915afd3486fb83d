ALTER TABLE cases ADD COLUMN purge INTEGER NOT NULL DEFAULT 0;
-- Orders to destroy working copies. The state is ordered, witnessed, done or
-- cancelled; nothing personal is in a row.
CREATE TABLE purges (
    no          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    state       TEXT NOT NULL,
    as_of       BIGINT NOT NULL,
    rule        TEXT NOT NULL,
    cases       INTEGER NOT NULL,
    deliveries  INTEGER NOT NULL,
    digest      TEXT NOT NULL,
    ordered_by  TEXT NOT NULL REFERENCES users (id),
    ordered_at  BIGINT NOT NULL,
    signature   BYTEA NOT NULL,
    witness     TEXT NOT NULL,
    witnessed_at BIGINT NOT NULL,
    witness_signature BYTEA NOT NULL,
    ended_at    BIGINT NOT NULL,
    certificate TEXT NOT NULL,
    CONSTRAINT four_eyes_purge CHECK (witness <> ordered_by)
);
