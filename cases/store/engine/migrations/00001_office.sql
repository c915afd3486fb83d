-- +goose Up

-- Instants are microseconds since 1970 UTC, 0 for none. Text is never null.
-- What is called sealed is encrypted; everything else is clear by choice.

CREATE TABLE office (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE users (
    id          TEXT PRIMARY KEY,
    version     INTEGER NOT NULL,
    name        TEXT NOT NULL,
    roles       TEXT NOT NULL,
    unit        TEXT NOT NULL,
    community   TEXT NOT NULL,
    disabled    SMALLINT NOT NULL,
    created_at  BIGINT NOT NULL,
    params      TEXT NOT NULL,
    salt        BYTEA NOT NULL,
    office_key  BYTEA NOT NULL,
    signing_key BYTEA NOT NULL,
    public_key  BYTEA NOT NULL
);

CREATE TABLE signing_keys (
    user_id    TEXT NOT NULL REFERENCES users (id),
    no         INTEGER NOT NULL,
    public_key BYTEA NOT NULL,
    since      BIGINT NOT NULL,
    PRIMARY KEY (user_id, no)
);

-- The table of moves of package cases, so that the database refuses what the
-- program would.
CREATE TABLE moves (
    move       TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    PRIMARY KEY (move, from_state, to_state)
);

CREATE TABLE cases (
    id               INTEGER PRIMARY KEY,
    version          INTEGER NOT NULL,
    seq              INTEGER NOT NULL,
    move             TEXT NOT NULL,
    appeal_no        TEXT NOT NULL,
    state            TEXT NOT NULL,
    state_since      BIGINT NOT NULL,
    colour           TEXT NOT NULL,
    issued_at        BIGINT NOT NULL,
    isolation_end    BIGINT NOT NULL,
    filed_at         BIGINT NOT NULL,
    due_at           BIGINT NOT NULL,
    paused_at        BIGINT NOT NULL,
    division         TEXT NOT NULL,
    issuing_system   TEXT NOT NULL,
    rule_set         TEXT NOT NULL,
    rules            TEXT NOT NULL,
    grounds          TEXT NOT NULL,
    urgency          TEXT NOT NULL,
    signals          BIGINT NOT NULL,
    officer          TEXT NOT NULL,
    allocator        TEXT NOT NULL,
    lease_until      BIGINT NOT NULL,
    drafter          TEXT NOT NULL,
    returns          INTEGER NOT NULL,
    disposition      TEXT NOT NULL,
    new_colour       TEXT NOT NULL,
    second_look      SMALLINT NOT NULL,
    isolation        TEXT NOT NULL,
    instruction      TEXT NOT NULL,
    notice           TEXT NOT NULL,
    snapshot_version INTEGER NOT NULL,
    wrapped_key      BYTEA NOT NULL,
    doc_blind        BYTEA,
    phone_blind      BYTEA
);
CREATE UNIQUE INDEX cases_appeal_no ON cases (appeal_no);
CREATE INDEX cases_seq ON cases (seq);
CREATE INDEX cases_doc_blind ON cases (doc_blind);
CREATE INDEX cases_phone_blind ON cases (phone_blind);

-- The searchable personal fields, sealed; opened in bulk by the roster.
CREATE TABLE cards (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id),
    sealed  BYTEA NOT NULL
);

CREATE TABLE deliveries (
    id          INTEGER PRIMARY KEY,
    seq         INTEGER NOT NULL,
    name        TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    by_user     TEXT NOT NULL REFERENCES users (id),
    at          BIGINT NOT NULL,
    stored      INTEGER NOT NULL,
    amended     INTEGER NOT NULL,
    unchanged   INTEGER NOT NULL,
    refused     INTEGER NOT NULL,
    registered  INTEGER NOT NULL,
    root        BYTEA NOT NULL
);

-- The digests of the rows a delivery wrote, in order; their tree's root is in
-- the audit entry of the delivery.
CREATE TABLE delivery_leaves (
    delivery_id INTEGER NOT NULL REFERENCES deliveries (id) DEFERRABLE INITIALLY DEFERRED,
    chunk       INTEGER NOT NULL,
    leaves      BYTEA NOT NULL,
    PRIMARY KEY (delivery_id, chunk)
);

CREATE TABLE snapshots (
    case_id  INTEGER NOT NULL REFERENCES cases (id),
    version  INTEGER NOT NULL,
    delivery INTEGER NOT NULL REFERENCES deliveries (id) DEFERRABLE INITIALLY DEFERRED,
    digest   TEXT NOT NULL,
    at       BIGINT NOT NULL,
    sealed   BYTEA NOT NULL,
    PRIMARY KEY (case_id, version)
);
CREATE INDEX snapshots_delivery ON snapshots (delivery);

CREATE TABLE papers (
    case_id   INTEGER NOT NULL REFERENCES cases (id),
    kind      TEXT NOT NULL,
    no        INTEGER NOT NULL,
    seq       INTEGER NOT NULL,
    author    TEXT NOT NULL,
    at        BIGINT NOT NULL,
    digest    TEXT NOT NULL,
    signature BYTEA NOT NULL,
    sealed    BYTEA NOT NULL,
    PRIMARY KEY (case_id, kind, no)
);

CREATE TABLE decisions (
    case_id     INTEGER NOT NULL REFERENCES cases (id),
    no          INTEGER NOT NULL,
    drafter     TEXT NOT NULL REFERENCES users (id),
    allocator   TEXT NOT NULL,
    digest      TEXT NOT NULL,
    disposition TEXT NOT NULL,
    new_colour  TEXT NOT NULL,
    at          BIGINT NOT NULL,
    signature   BYTEA NOT NULL,
    PRIMARY KEY (case_id, no),
    UNIQUE (case_id, no, drafter, allocator, digest)
);

-- A sign-off names the decision it signs by author, allocator and digest, so
-- that the two checks below are about the real ones and cannot be talked round.
CREATE TABLE signoffs (
    case_id     INTEGER NOT NULL,
    no          INTEGER NOT NULL,
    decision_no INTEGER NOT NULL,
    drafter     TEXT NOT NULL,
    allocator   TEXT NOT NULL,
    digest      TEXT NOT NULL,
    signer      TEXT NOT NULL REFERENCES users (id),
    result      TEXT NOT NULL,
    at          BIGINT NOT NULL,
    signature   BYTEA NOT NULL,
    PRIMARY KEY (case_id, no),
    FOREIGN KEY (case_id, decision_no, drafter, allocator, digest)
        REFERENCES decisions (case_id, no, drafter, allocator, digest),
    CONSTRAINT four_eyes CHECK (signer <> drafter),
    CONSTRAINT four_eyes_allocator CHECK (signer <> allocator)
);

-- Pseudonymous evidence lines for the statistics.
CREATE TABLE evidence_index (
    case_id  INTEGER NOT NULL REFERENCES cases (id),
    ref      TEXT NOT NULL,
    source   TEXT NOT NULL,
    provider TEXT NOT NULL,
    batch    TEXT NOT NULL,
    rules    TEXT NOT NULL,
    verdict  TEXT NOT NULL,
    PRIMARY KEY (case_id, ref)
);

-- People of a delivery who have not appealed: the person is sealed under the
-- delivery's key, what group relief needs is clear.
CREATE TABLE register_entries (
    delivery_id INTEGER NOT NULL REFERENCES deliveries (id) DEFERRABLE INITIALLY DEFERRED,
    no          INTEGER NOT NULL,
    colour      TEXT NOT NULL,
    issued_at   BIGINT NOT NULL,
    ends_at     BIGINT NOT NULL,
    source      TEXT NOT NULL,
    batch       TEXT NOT NULL,
    rule        TEXT NOT NULL,
    link        TEXT NOT NULL,
    doc_blind   BYTEA,
    sealed      BYTEA NOT NULL,
    PRIMARY KEY (delivery_id, no)
);
CREATE INDEX register_entries_batch ON register_entries (batch);
CREATE INDEX register_entries_doc_blind ON register_entries (doc_blind);

CREATE TABLE delivery_keys (
    delivery_id INTEGER PRIMARY KEY REFERENCES deliveries (id) DEFERRABLE INITIALLY DEFERRED,
    wrapped_key BYTEA NOT NULL
);

CREATE TABLE receipts (
    id      TEXT PRIMARY KEY,
    by_user TEXT NOT NULL REFERENCES users (id),
    at      BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    content TEXT NOT NULL
);

-- Settings of the window per person; they may hold search words and so are sealed.
CREATE TABLE preferences (
    user_id     TEXT NOT NULL REFERENCES users (id),
    name        TEXT NOT NULL,
    wrapped_key BYTEA NOT NULL,
    sealed      BYTEA NOT NULL,
    PRIMARY KEY (user_id, name)
);

CREATE TABLE audit (
    seq       INTEGER PRIMARY KEY,
    prev      BYTEA NOT NULL,
    hash      BYTEA NOT NULL,
    action_id TEXT NOT NULL UNIQUE,
    at        BIGINT NOT NULL,
    actor     TEXT NOT NULL,
    action    TEXT NOT NULL,
    case_id   INTEGER,
    content   TEXT NOT NULL,
    signature BYTEA NOT NULL
);
CREATE INDEX audit_case ON audit (case_id);

-- The state of the chain after the last entry; writing it is also what makes
-- writers queue.
CREATE TABLE audit_head (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    chain BYTEA NOT NULL,
    taken INTEGER NOT NULL
);

CREATE TABLE checkpoints (
    size   INTEGER PRIMARY KEY,
    at     BIGINT NOT NULL,
    signed TEXT NOT NULL
);
