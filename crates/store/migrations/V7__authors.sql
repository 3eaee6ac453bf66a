-- Who wrote each version; what is shipped is the program's own.
ALTER TABLE promises ADD COLUMN actor TEXT NOT NULL DEFAULT 'system';
ALTER TABLE calendars ADD COLUMN actor TEXT NOT NULL DEFAULT 'system';
