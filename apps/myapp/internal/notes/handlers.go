package notes

import (
	"errors"
	"net/http"
)

func (n *Notes) post(w http.ResponseWriter, r *http.Request) {
	d, err := readDraft(w, r)
	if err != nil {
		fail(w, r, err)
		return
	}
	note, err := n.table.insert(r.Context(), d)
	if err != nil {
		fail(w, r, err)
		return
	}
	w.Header().Set("Location", "/notes/"+note.ID.String())
	answer(w, r, http.StatusCreated, note)
}

func (n *Notes) list(w http.ResponseWriter, r *http.Request) {
	before, limit, err := readPage(r)
	if err != nil {
		fail(w, r, err)
		return
	}
	// One more than asked for tells whether there is another page.
	entries, err := n.table.list(r.Context(), before, limit+1)
	if err != nil {
		fail(w, r, err)
		return
	}
	page := List{Notes: entries}
	if len(entries) > limit {
		page = List{Notes: entries[:limit], Next: &entries[limit-1].ID}
	}
	answer(w, r, http.StatusOK, page)
}

func (n *Notes) get(w http.ResponseWriter, r *http.Request) {
	id, err := readID(r)
	if err != nil {
		fail(w, r, err)
		return
	}
	note, known, err := n.memory.recall(r.Context(), id)
	if !known {
		if note, err = n.table.find(r.Context(), id); err == nil {
			n.memory.remember(r.Context(), note)
		}
	}
	if err != nil {
		fail(w, r, err)
		return
	}
	answer(w, r, http.StatusOK, note)
}

func (n *Notes) delete(w http.ResponseWriter, r *http.Request) {
	id, err := readID(r)
	if err != nil {
		fail(w, r, err)
		return
	}
	err = n.table.delete(r.Context(), id)
	if err == nil {
		n.memory.bury(r.Context(), id)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if !errors.Is(err, errNone) {
		// It may be deleted all the same.
		n.memory.forget(r.Context(), id)
	}
	fail(w, r, err)
}
