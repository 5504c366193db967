package books_test

import (
	"strings"
	"testing"

	"example.com/payments/ledger/internal/books"
)

func TestPaymentsAreChecked(t *testing.T) {
	good := books.Payment{ID: "p-1", From: "till", To: "bank", Cents: 1}
	if err := good.Problem(); err != nil {
		t.Errorf("a good payment is refused: %v", err)
	}
	for says, change := range map[string]func(p *books.Payment){
		"the payment":   func(p *books.Payment) { p.ID = "" },
		"from:":         func(p *books.Payment) { p.From = "Till" },
		"to:":           func(p *books.Payment) { p.To = strings.Repeat("a", 64) },
		"two accounts":  func(p *books.Payment) { p.To = p.From },
		"above 0":       func(p *books.Payment) { p.Cents = 0 },
		"number above ": func(p *books.Payment) { p.Cents = -5 },
	} {
		bad := good
		change(&bad)
		if err := bad.Problem(); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%+v: got %v, want %q", bad, err, says)
		}
	}
}
