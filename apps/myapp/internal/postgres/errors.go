package postgres

import (
	"context"
	"errors"
	"io"
	"net"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/puddle/v2"
)

// passing are the classes of SQLSTATE that another attempt may not meet: connection, transaction rolled back, resources,
// object in use, operator intervention, system error.
var passing = []string{"08", "40", "53", "55", "57", "58"}

const readOnly = "25006"

// Unavailable says whether err means that the database is away, busy, switching over or too slow for the deadline, so
// that the same request may succeed later; else the error is a mistake in the program or in the tables.
func Unavailable(err error) bool {
	var connecting *pgconn.ConnectError
	if errors.As(err, &connecting) {
		return true
	}
	var told *pgconn.PgError
	if errors.As(err, &told) {
		return told.Code == readOnly || len(told.Code) == 5 && slices.Contains(passing, told.Code[:2])
	}
	var network net.Error
	if errors.As(err, &network) || pgconn.Timeout(err) || pgconn.SafeToRetry(err) {
		return true
	}
	return slices.ContainsFunc(
		[]error{context.DeadlineExceeded, context.Canceled, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, puddle.ErrClosedPool},
		func(target error) bool { return errors.Is(err, target) },
	)
}
