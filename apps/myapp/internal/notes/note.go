package notes

import (
	"time"

	"github.com/google/uuid"
)

// Note is what people keep. It never changes; it ends when it is deleted or expires.
type Note struct {
	// ID is a UUID of version 7, so that notes in the order of their IDs are in the order of their creation.
	ID    uuid.UUID `json:"id"`
	Title string    `json:"title"`
	Text  string    `json:"text"`
	// CreatedAt is the time of the database, in UTC and exact to the microsecond, as is ExpiresAt.
	CreatedAt time.Time `json:"created_at"`
	// ExpiresAt is when nobody may read it any more; nil is never.
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
}

func (n Note) expired(now time.Time) bool {
	return n.ExpiresAt != nil && !now.Before(*n.ExpiresAt)
}

// Entry is a note in a list, without its text, so that no list is larger than a few notes may be.
type Entry struct {
	ID        uuid.UUID  `json:"id"`
	Title     string     `json:"title"`
	CreatedAt time.Time  `json:"created_at"`
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
}

// List is one page of notes, the newest first.
type List struct {
	Notes []Entry `json:"notes"`
	// Next is what to ask for with ?before= to get the page after this one; none where this is the last.
	Next *uuid.UUID `json:"next,omitempty"`
}
