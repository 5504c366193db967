-- +goose Up
CREATE TABLE notes (
    id uuid PRIMARY KEY,
    title text NOT NULL,
    text text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz
);

CREATE INDEX notes_expires_at ON notes (expires_at) WHERE expires_at IS NOT NULL;

-- +goose Down
DROP TABLE notes;
