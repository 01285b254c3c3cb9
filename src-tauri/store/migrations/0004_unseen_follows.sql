-- Why a followed repository cannot be seen, in sentences for the person; NULL where it can, or nobody tried yet.
ALTER TABLE follow ADD COLUMN problem TEXT;
