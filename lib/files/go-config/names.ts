/** Words that Go writes in capitals throughout. */
const initialisms = new Set(
  (
    'ACL AMQP API ASCII AWS CA CIDR CORS CPU CSRF CSS CSV DB DNS EOF FTP GCP GID GPU GRPC GUID HMAC HTML HTTP HTTPS IAM ' +
    'ID IO IP JSON JWT KMS LDAP MQTT MTLS NFS OIDC OS OTLP PEM PID QPS RAM RPC S SAML SDK SHA SLA SLO SMTP SNS SQL SQS ' +
    'SSE SSH SSL SSO TCP TLS TTL UDP UI UID URI URL UTC UTF UUID VM VPC XML XSS YAML'
  ).split(' '),
);

const word = (part: string): string => {
  const upper = part.toUpperCase();
  if (initialisms.has(upper.replace(/\d+$/, ''))) return upper;
  const singular = upper.replace(/S$/, '');
  return initialisms.has(singular) ? `${singular}s` : `${upper.slice(0, 1)}${upper.slice(1).toLowerCase()}`;
};

/** The name of a variable as Go writes it: `DB_HOST` is `DBHost`, `apiUrl` is `APIURL`. */
const natural = (variable: string): string => {
  const name = variable
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/(SSL|TLS)(?=MODE)/gi, '$1_')
    .split(/[-._]+/)
    .map(word)
    .join('');
  return /^[A-Z]/.test(name) ? name : `Var${name}`;
};

/**
 * The names of the fields, in the order of their variables, all distinct. Where several variables have one name in Go,
 * the first of the alphabet keeps it, and the others get the first numbers that no other name has.
 */
export const fieldNames = (variables: readonly string[]): readonly string[] => {
  const names = variables.map(natural);
  const taken = new Set(names);
  const kept = new Set<string>();
  const numbered = (name: string, number = 2): string =>
    taken.has(`${name}${number}`) ? numbered(name, number + 1) : `${name}${number}`;
  const named = variables
    .map((variable, index) => ({ variable, index, name: natural(variable) }))
    .sort((a, b) => (a.variable < b.variable ? -1 : a.variable > b.variable ? 1 : a.index - b.index))
    .map(({ index, name }) => {
      const own = kept.has(name) ? numbered(name) : name;
      kept.add(own);
      taken.add(own);
      return { index, own };
    });
  return named.sort((a, b) => a.index - b.index).map(({ own }) => own);
};
