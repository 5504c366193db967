import type { KindPart } from '../dependency-container.js';

/** Makes the user and the database, or sets the password of a user that is there; what a right is given on is a pattern. */
const script = `set -eu
until mysqladmin ping --silent --protocol=tcp --host=127.0.0.1 --user=root; do sleep 1; done
text() { printf '%s' "$1" | sed "s/[\\\\\\\\']/\\\\\\\\&/g"; }
name() { printf '%s' "$1" | sed 's/\`/\`\`/g'; }
account=$(text "$ACCOUNT") password=$(text "$PASSWORD") database=$(name "$DATABASE")
pattern=$(printf '%s' "$database" | sed 's/[_%\\\\]/\\\\&/g')
mysql --user=root <<SQL
CREATE USER IF NOT EXISTS '$account'@'%';
ALTER USER '$account'@'%' IDENTIFIED BY '$password';
CREATE DATABASE IF NOT EXISTS \\\`$database\\\`;
GRANT ALL ON \\\`$pattern\\\`.* TO '$account'@'%';
SQL
`;

/**
 * MySQL: asked by TCP, since the server that fills a new volume answers on its socket only. The image would put names and
 * passwords into its SQL as they are, so the script makes them in any case.
 */
export const mysql = (): KindPart => ({
  folder: '/var/lib/mysql',
  check: ['mysqladmin', 'ping', '--silent', '--protocol=tcp', '--host=127.0.0.1', '--user=root'],
  checkSeconds: 5,
  startSeconds: 60,
  memory: '1g',
  graceSeconds: 30,
  user: 'mysql',
  environment: { MYSQL_ALLOW_EMPTY_PASSWORD: 'yes', MYSQL_ROOT_HOST: 'localhost' },
  setup: { script },
});
