import type { DependencyContainer, KindPart } from '../dependency-container.js';

/** Makes the virtual host and the user, or sets the password of a user that is there, once the server has made its cookie. */
const script = `set -eu
until [ -s "$HOME/.erlang.cookie" ] && rabbitmq-diagnostics --quiet check_port_connectivity > /dev/null 2>&1; do
  sleep 1
done
rabbitmqctl --quiet list_vhosts name | grep -Fqx -e "$DATABASE" || rabbitmqctl --quiet add_vhost -- "$DATABASE"
if rabbitmqctl --quiet list_users | cut -f1 | grep -Fqx -e "$ACCOUNT"; then
  rabbitmqctl --quiet change_password -- "$ACCOUNT" "$PASSWORD"
else
  rabbitmqctl --quiet add_user -- "$ACCOUNT" "$PASSWORD"
fi
rabbitmqctl --quiet set_permissions --vhost="$DATABASE" -- "$ACCOUNT" '.*' '.*' '.*'
`;

/** RabbitMQ: its data lie in a folder by the name of its host, which therefore stays the same. */
export const rabbitmq = ({ name, accounts, scripted }: DependencyContainer): KindPart => {
  const [first] = accounts;
  return {
    folder: '/var/lib/rabbitmq',
    check: ['rabbitmq-diagnostics', '--quiet', 'ping'],
    checkSeconds: 15,
    startSeconds: 60,
    memory: '512m',
    graceSeconds: 60,
    user: 'rabbitmq',
    ...(!scripted &&
      first !== undefined && {
        environment: {
          RABBITMQ_DEFAULT_USER: first.user,
          RABBITMQ_DEFAULT_PASS: first.password,
          RABBITMQ_DEFAULT_VHOST: first.database,
        },
      }),
    ...(scripted && { setup: { script } }),
    others: { hostname: name },
  };
};
