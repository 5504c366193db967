package health

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// Ask asks the server that runs in the same container whether it is ready, and returns why it is not.
func Ask(ctx context.Context, port uint16, deadline time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	address := fmt.Sprintf("http://127.0.0.1:%d/health/ready", port)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %s", address, response.Status)
	}
	return nil
}
