-- Group orders: one finding for everybody who shares a flaw. Content and
-- decisions are sealed under the order's own key.
CREATE TABLE group_orders (
    no          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    state       TEXT NOT NULL,
    by_kind     TEXT NOT NULL,
    value       TEXT NOT NULL,
    ordered_by  TEXT NOT NULL REFERENCES users (id),
    ordered_at  BIGINT NOT NULL,
    signed_by   TEXT NOT NULL,
    signed_at   BIGINT NOT NULL,
    undo_until  BIGINT NOT NULL,
    ended_by    TEXT NOT NULL,
    ended_at    BIGINT NOT NULL,
    digest      TEXT NOT NULL,
    signature   BYTEA NOT NULL,
    wrapped_key BYTEA NOT NULL,
    sealed      BYTEA NOT NULL,
    sign        BYTEA NOT NULL,
    why         BYTEA NOT NULL,
    CONSTRAINT four_eyes CHECK (signed_by <> ordered_by)
);

-- The decision and the second signature of each member, ready to be carried
-- out; the state is waiting, carried or left.
CREATE TABLE group_members (
    order_no INTEGER NOT NULL REFERENCES group_orders (no),
    case_id  INTEGER NOT NULL REFERENCES cases (id),
    state    TEXT NOT NULL,
    why      TEXT NOT NULL,
    decision BYTEA NOT NULL,
    signoff  BYTEA NOT NULL,
    PRIMARY KEY (order_no, case_id)
);
CREATE INDEX group_members_case ON group_members (case_id);
CREATE INDEX evidence_index_batch ON evidence_index (batch);
CREATE INDEX evidence_index_source ON evidence_index (source)
