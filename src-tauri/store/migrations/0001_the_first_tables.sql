-- Instants are milliseconds since 1970-01-01T00:00:00Z; ids are the 16 bytes of a UUID; flags are 0 or 1.
-- Every reference waits until the commit, so that a plan and its undo may write rows in any order.

CREATE TABLE project (
  -- What tasks and entries belong to.
  id          BLOB    PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  name        TEXT    NOT NULL,
  -- A name of the palette: blue, rose, teal, amber, violet, slate.
  colour      TEXT    NOT NULL DEFAULT 'blue',
  client      TEXT,
  is_billable INTEGER NOT NULL DEFAULT 0 CHECK (is_billable IN (0, 1)),
  is_archived INTEGER NOT NULL DEFAULT 0 CHECK (is_archived IN (0, 1)),
  created_at  INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX project_name ON project (name COLLATE NOCASE);

CREATE TABLE task (
  -- What there is to do.
  -- VACUUM may renumber a rowid without a name, and the words below point at it.
  row        INTEGER PRIMARY KEY,
  id         BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  title      TEXT    NOT NULL,
  project    BLOB    REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED,
  priority   TEXT    NOT NULL DEFAULT 'medium' CHECK (priority IN ('high', 'medium', 'low')),
  status     TEXT    NOT NULL DEFAULT 'todo' CHECK (status IN ('todo', 'in_progress', 'done')),
  -- How somebody else names it, such as acme/api#42.
  reference  TEXT,
  url        TEXT,
  created_at INTEGER NOT NULL,
  done_at    INTEGER
) STRICT;

CREATE INDEX task_project ON task (project) WHERE project IS NOT NULL;
CREATE INDEX task_reference ON task (reference) WHERE reference IS NOT NULL;

CREATE VIRTUAL TABLE task_words USING fts5 (
  -- The words of titles and references, for completion.
  title, reference,
  content = 'task', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);

CREATE TRIGGER task_added AFTER INSERT ON task BEGIN
  INSERT INTO task_words (rowid, title, reference) VALUES (new.row, new.title, new.reference);
END;

CREATE TRIGGER task_removed AFTER DELETE ON task BEGIN
  INSERT INTO task_words (task_words, rowid, title, reference) VALUES ('delete', old.row, old.title, old.reference);
END;

CREATE TRIGGER task_changed AFTER UPDATE OF title, reference ON task
WHEN old.title IS NOT new.title OR old.reference IS NOT new.reference BEGIN
  INSERT INTO task_words (task_words, rowid, title, reference) VALUES ('delete', old.row, old.title, old.reference);
  INSERT INTO task_words (rowid, title, reference) VALUES (new.row, new.title, new.reference);
END;

CREATE TABLE entry (
  -- A stretch of time; the timer is the one entry without an end.
  id          BLOB    PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  description TEXT    NOT NULL DEFAULT '',
  task        BLOB    REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
  project     BLOB    REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED,
  started_at  INTEGER NOT NULL,
  ended_at    INTEGER CHECK (ended_at >= started_at),
  -- IANA name of the zone the person was in.
  zone        TEXT    NOT NULL DEFAULT 'UTC',
  -- A JSON array of strings, sorted.
  tags        TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  is_billable INTEGER NOT NULL DEFAULT 0 CHECK (is_billable IN (0, 1)),
  -- The row of its words in phrase, kept by the triggers below; none for an entry without any.
  phrase      INTEGER
) STRICT;

-- At most one entry runs.
CREATE UNIQUE INDEX entry_running ON entry ((ended_at IS NULL)) WHERE ended_at IS NULL;
-- Covers totals, so that a year is summed without touching a row.
CREATE INDEX entry_started_at ON entry (started_at, ended_at, project, is_billable);
CREATE INDEX entry_task ON entry (task, started_at, ended_at) WHERE task IS NOT NULL;
CREATE INDEX entry_project ON entry (project) WHERE project IS NOT NULL;
CREATE INDEX entry_phrase ON entry (phrase, started_at) WHERE phrase IS NOT NULL;

CREATE TABLE phrase (
  -- Words with their task and project, as often as entries use them; for completion and "Start again".
  id           INTEGER PRIMARY KEY,
  description  TEXT    NOT NULL,
  task         BLOB,
  project      BLOB,
  -- As of its latest entry.
  tags         TEXT    NOT NULL DEFAULT '[]',
  uses         INTEGER NOT NULL DEFAULT 0 CHECK (uses >= 0),
  -- Start of its latest entry.
  last_used_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX phrase_words_once ON phrase (description, coalesce(task, x''), coalesce(project, x''));
CREATE INDEX phrase_last_used_at ON phrase (last_used_at);

CREATE VIRTUAL TABLE phrase_words USING fts5 (
  -- The words of phrases, for completion.
  description,
  content = 'phrase', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);

CREATE TRIGGER phrase_added AFTER INSERT ON phrase BEGIN
  INSERT INTO phrase_words (rowid, description) VALUES (new.id, new.description);
END;

CREATE TRIGGER phrase_removed AFTER DELETE ON phrase BEGIN
  INSERT INTO phrase_words (phrase_words, rowid, description) VALUES ('delete', old.id, old.description);
END;

CREATE TRIGGER entry_added AFTER INSERT ON entry
WHEN new.description <> '' OR new.task IS NOT NULL OR new.project IS NOT NULL BEGIN
  INSERT INTO phrase (description, task, project, uses, last_used_at)
    VALUES (new.description, new.task, new.project, 1, new.started_at)
    ON CONFLICT (description, coalesce(task, x''), coalesce(project, x'')) DO UPDATE SET uses = uses + 1;
  UPDATE entry SET phrase = (
      SELECT id FROM phrase WHERE description = new.description
        AND coalesce(task, x'') = coalesce(new.task, x'') AND coalesce(project, x'') = coalesce(new.project, x''))
    WHERE id = new.id;
  UPDATE phrase SET (last_used_at, tags) = (
      SELECT started_at, tags FROM entry WHERE phrase = phrase.id ORDER BY started_at DESC, id DESC LIMIT 1)
    WHERE id = (SELECT phrase FROM entry WHERE id = new.id);
END;

CREATE TRIGGER entry_removed AFTER DELETE ON entry WHEN old.phrase IS NOT NULL BEGIN
  DELETE FROM phrase WHERE id = old.phrase AND uses = 1;
  UPDATE phrase SET uses = uses - 1, (last_used_at, tags) = (
      SELECT started_at, tags FROM entry WHERE phrase = phrase.id ORDER BY started_at DESC, id DESC LIMIT 1)
    WHERE id = old.phrase;
END;

CREATE TRIGGER entry_changed AFTER UPDATE OF description, task, project, tags, started_at ON entry
WHEN old.description IS NOT new.description OR old.task IS NOT new.task OR old.project IS NOT new.project
  OR old.tags IS NOT new.tags OR old.started_at IS NOT new.started_at BEGIN
  -- The new words are counted before the old ones are let go, so that a phrase that stays keeps its row.
  INSERT INTO phrase (description, task, project, uses, last_used_at)
    SELECT new.description, new.task, new.project, 1, new.started_at
    WHERE new.description <> '' OR new.task IS NOT NULL OR new.project IS NOT NULL
    ON CONFLICT (description, coalesce(task, x''), coalesce(project, x'')) DO UPDATE SET uses = uses + 1;
  UPDATE entry SET phrase = (
      SELECT id FROM phrase WHERE description = new.description
        AND coalesce(task, x'') = coalesce(new.task, x'') AND coalesce(project, x'') = coalesce(new.project, x''))
    WHERE id = new.id;
  DELETE FROM phrase WHERE id = old.phrase AND uses = 1;
  UPDATE phrase SET uses = uses - 1 WHERE id = old.phrase;
  UPDATE phrase SET (last_used_at, tags) = (
      SELECT started_at, tags FROM entry WHERE phrase = phrase.id ORDER BY started_at DESC, id DESC LIMIT 1)
    WHERE id IN (old.phrase, (SELECT phrase FROM entry WHERE id = new.id));
END;

CREATE TABLE change (
  -- The journal: what was done, and how to take it back.
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  at    INTEGER NOT NULL,
  label TEXT    NOT NULL,
  -- A JSON array: each row before and after.
  edits TEXT    NOT NULL CHECK (json_valid(edits)),
  state TEXT    NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone'))
) STRICT;

CREATE INDEX change_undone ON change (id) WHERE state = 'undone';

CREATE TABLE heartbeat (
  -- The last sign of life while the timer ran; at most one row.
  one          INTEGER PRIMARY KEY DEFAULT 1 CHECK (one = 1),
  wall_at      INTEGER NOT NULL,
  boot_ms      INTEGER NOT NULL,
  monotonic_ms INTEGER NOT NULL,
  boot_id      TEXT    NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE gap (
  -- The question that waits for an answer; at most one row, a JSON object.
  one INTEGER PRIMARY KEY DEFAULT 1 CHECK (one = 1),
  gap TEXT    NOT NULL CHECK (json_valid(gap))
) STRICT;

CREATE TABLE outbox (
  -- What the world must be told, written in the transaction of the change that caused it.
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  account    TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  payload    TEXT    NOT NULL,
  -- A later effect of the same account, kind and key takes the place of one still waiting.
  dedupe     TEXT,
  tries      INTEGER NOT NULL DEFAULT 0,
  due_at     INTEGER NOT NULL,
  -- Why the last try failed.
  why        TEXT    NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX outbox_due_at ON outbox (due_at);
CREATE UNIQUE INDEX outbox_dedupe ON outbox (account, kind, dedupe) WHERE dedupe IS NOT NULL;

CREATE TABLE meta (
  -- Small things to remember, one text a key.
  key   TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
