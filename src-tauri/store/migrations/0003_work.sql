CREATE TABLE work (
  -- An issue or a pull request at a service, as it was seen last; its task stands in task.
  service          TEXT    NOT NULL,
  origin           TEXT    NOT NULL,
  -- What the service calls it: never its number, which another may get.
  remote_id        TEXT    NOT NULL,
  -- The account that watches it; NULL once that was revoked.
  account          BLOB    REFERENCES account (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  kind             TEXT    NOT NULL CHECK (kind IN ('issue', 'pull_request')),
  -- The repository, such as acme/api; no service tells two apart by the case of their letters.
  place            TEXT    NOT NULL COLLATE NOCASE,
  reference        TEXT    NOT NULL,
  title            TEXT    NOT NULL,
  url              TEXT    NOT NULL,
  state            TEXT    NOT NULL CHECK (state IN ('open', 'draft', 'merged', 'closed', 'unknown')),
  -- A JSON array, sorted: why it waits for the person; [] once it does no more, which takes its task off the list.
  whys             TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(whys)),
  -- A JSON array.
  labels           TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(labels)),
  author           TEXT,
  milestone        TEXT,
  updated_at       INTEGER,
  review           TEXT    CHECK (review IN ('awaited', 'approved', 'changes_requested', 'unknown')),
  checks           TEXT    CHECK (checks IN ('absent', 'pending', 'passing', 'failing', 'unknown')),
  replied_at       INTEGER,
  mentioned_at     INTEGER,
  is_own_doing     INTEGER NOT NULL DEFAULT 0 CHECK (is_own_doing IN (0, 1)),
  -- Its notification at the service.
  thread           TEXT,
  -- No reference: a task that the person deleted stays named, so that it is not made again.
  task             BLOB    CHECK (task IS NULL OR length(task) = 16),
  -- What the task was given last, to tell what the person made of it; the project may be gone.
  title_given      TEXT    NOT NULL,
  project_given    BLOB    CHECK (project_given IS NULL OR length(project_given) = 16),
  priority_given   TEXT    NOT NULL CHECK (priority_given IN ('high', 'medium', 'low')),
  reach            TEXT    NOT NULL DEFAULT 'here' CHECK (reach IN ('here', 'out_of_reach', 'deleted')),
  looked_up_at     INTEGER,
  -- What only the connector understands.
  extra            TEXT    NOT NULL DEFAULT '',
  -- The description in Markdown; last, so that what is read without it never loads its pages.
  body             TEXT,
  PRIMARY KEY (service, origin, remote_id)
) STRICT;

CREATE INDEX work_account ON work (account, looked_up_at);
-- Covers what a list of tasks asks of each.
CREATE INDEX work_task ON work (task, whys, service) WHERE task IS NOT NULL;
CREATE INDEX work_place ON work (service, origin, place);

-- The order to work on tasks, so that their first page is read without sorting all of them.
CREATE INDEX task_order ON task (
  (status = 'done'), done_at DESC, (status = 'todo'),
  (CASE priority WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END), created_at, id
);

CREATE TABLE work_sync (
  -- How far an account is with its work, and what of it the person wants.
  account         BLOB    PRIMARY KEY NOT NULL
    REFERENCES account (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  -- Where the connector left off, in its own words; NULL: from the beginning.
  cursor          TEXT,
  -- A JSON object.
  options         TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(options)),
  is_paused       INTEGER NOT NULL DEFAULT 0 CHECK (is_paused IN (0, 1)),
  -- When all of it was read first; until then nothing is told.
  first_synced_at INTEGER,
  synced_at       INTEGER,
  -- How the latest fetch ended, and what there is to say about it.
  is_fine         INTEGER NOT NULL DEFAULT 1 CHECK (is_fine IN (0, 1)),
  message         TEXT    NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE follow (
  -- A repository whose open issues become tasks.
  account     BLOB    NOT NULL REFERENCES account (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  place       TEXT    NOT NULL COLLATE NOCASE,
  -- Only issues with this label.
  label       TEXT,
  -- No reference: one that was deleted counts as none, and comes back with its undo.
  project     BLOB    CHECK (project IS NULL OR length(project) = 16),
  followed_at INTEGER NOT NULL,
  -- When all of it was read first.
  synced_at   INTEGER,
  PRIMARY KEY (account, place)
) STRICT;

CREATE TABLE place_rule (
  -- What holds for the tasks of a repository or of an organisation, whichever account brings them.
  service      TEXT    NOT NULL,
  origin       TEXT    NOT NULL,
  place        TEXT    NOT NULL COLLATE NOCASE,
  -- No reference, as in follow.
  project      BLOB    CHECK (project IS NULL OR length(project) = 16),
  starts_timer INTEGER NOT NULL DEFAULT 0 CHECK (starts_timer IN (0, 1)),
  -- A JSON array, sorted: the kinds that are not shown on the desktop.
  muted        TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(muted)),
  PRIMARY KEY (service, origin, place)
) STRICT;

CREATE TABLE label_rule (
  -- Which label makes how urgent; the first that matches decides.
  -- NULL: for every project without rules of its own. No reference, as in follow.
  project  BLOB    CHECK (project IS NULL OR length(project) = 16),
  position INTEGER NOT NULL,
  label    TEXT    NOT NULL,
  priority TEXT    NOT NULL CHECK (priority IN ('high', 'medium', 'low'))
) STRICT;

CREATE UNIQUE INDEX label_rule_position ON label_rule (coalesce(project, x''), position);

CREATE TABLE feed (
  -- What happened, told once and kept to be read.
  id        BLOB    PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  -- What happened to what and when: the same is never told twice.
  key       TEXT    NOT NULL UNIQUE,
  -- A word such as assigned; those of services to come join it.
  kind      TEXT    NOT NULL,
  at        INTEGER NOT NULL,
  service   TEXT    NOT NULL,
  origin    TEXT    NOT NULL,
  account   BLOB    REFERENCES account (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  remote_id TEXT    NOT NULL,
  -- No references: what happened stays true when the task or the entry is deleted.
  task      BLOB    CHECK (task IS NULL OR length(task) = 16),
  entry     BLOB    CHECK (entry IS NULL OR length(entry) = 16),
  place     TEXT    NOT NULL COLLATE NOCASE,
  reference TEXT    NOT NULL,
  title     TEXT    NOT NULL,
  -- Its notification at the service.
  thread    TEXT,
  is_read   INTEGER NOT NULL DEFAULT 0 CHECK (is_read IN (0, 1)),
  -- Whether the desktop was told, or need not be.
  is_told   INTEGER NOT NULL DEFAULT 0 CHECK (is_told IN (0, 1)),
  -- Until when it is put off, a JSON value.
  snooze    TEXT    CHECK (snooze IS NULL OR json_valid(snooze))
) STRICT;

CREATE INDEX feed_at ON feed (at, id);
CREATE INDEX feed_account ON feed (account) WHERE account IS NOT NULL;
-- Each holds few rows of many, and is asked often.
CREATE INDEX feed_unread ON feed (at, id, place) WHERE is_read = 0;
CREATE INDEX feed_untold ON feed (at, id) WHERE is_told = 0;
CREATE INDEX feed_snoozed ON feed (at, id) WHERE snooze IS NOT NULL;
