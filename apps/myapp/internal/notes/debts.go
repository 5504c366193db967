package notes

import (
	"context"
	"sync"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"
)

// maxOwed bounds the debts: a note more stays in the cache until its time is over.
const maxOwed = 1000

// debts are the notes that are deleted and that the cache does not know to be so. Nothing is read from it before it does.
type debts struct {
	mu   sync.Mutex
	owed map[uuid.UUID]struct{}
}

func (d *debts) owe(id uuid.UUID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.owed == nil {
		d.owed = map[uuid.UUID]struct{}{}
	}
	if len(d.owed) < maxOwed {
		d.owed[id] = struct{}{}
	}
}

// pay buries in the cache all that are owed.
func (d *debts) pay(ctx context.Context, client *redis.Client) error {
	owed := d.all()
	if len(owed) == 0 {
		return nil
	}
	_, err := client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for _, id := range owed {
			pipe.Set(ctx, key(id), grave, graveTime)
		}
		return nil
	})
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, id := range owed {
		delete(d.owed, id)
	}
	return nil
}

func (d *debts) all() []uuid.UUID {
	d.mu.Lock()
	defer d.mu.Unlock()
	owed := make([]uuid.UUID, 0, len(d.owed))
	for id := range d.owed {
		owed = append(owed, id)
	}
	return owed
}
