CREATE TABLE account (
  -- A sign-in at a service; what proves it lies in the vault, never here.
  id           BLOB    PRIMARY KEY NOT NULL CHECK (length(id) = 16),
  -- The connector's name of the service.
  service      TEXT    NOT NULL,
  -- Where it lies, such as https://github.com.
  origin       TEXT    NOT NULL,
  -- What the service calls the person.
  remote_id    TEXT    NOT NULL,
  name         TEXT    NOT NULL DEFAULT '',
  way          TEXT    NOT NULL CHECK (way IN ('browser', 'device', 'link', 'token')),
  -- A JSON array of scopes; NULL where the service does not say.
  granted      TEXT    CHECK (granted IS NULL OR json_valid(granted)),
  expires_at   INTEGER,
  is_renewed   INTEGER NOT NULL DEFAULT 0 CHECK (is_renewed IN (0, 1)),
  connected_at INTEGER NOT NULL,
  checked_at   INTEGER,
  last_used_at INTEGER,
  health       TEXT    NOT NULL DEFAULT 'fine'
    CHECK (health IN ('fine', 'waiting', 'needs_sign_in', 'suspended', 'locked', 'failing')),
  -- When a service that waits or fails is asked again.
  health_until INTEGER CHECK ((health_until IS NOT NULL) = (health IN ('waiting', 'failing'))),
  last_error   TEXT,
  -- A JSON object: the private addresses the person allowed.
  allowance    TEXT    CHECK (allowance IS NULL OR json_valid(allowance))
) STRICT;

CREATE UNIQUE INDEX account_remote ON account (service, origin, remote_id);

CREATE TABLE account_change (
  -- What happened to accounts, for the person to read; it outlives them.
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  service TEXT    NOT NULL,
  origin  TEXT    NOT NULL,
  name    TEXT    NOT NULL,
  what    TEXT    NOT NULL,
  by_what TEXT    NOT NULL
) STRICT;
