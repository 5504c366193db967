/**
 * The key of a credential in `.env`: its own beside a definition, such as `DB_PASSWORD`; `shared`, in the one of the workspace,
 * it begins with the service's name, such as `MYAPP_DB_PASSWORD`. A `-` of the name becomes `__`, since with a single `_` the
 * `TOKEN` of `order-api` and the `API_TOKEN` of `order` would be one.
 */
export const credentialKey = (service: { readonly name: string }, key: string, shared: boolean): string =>
  shared ? `${service.name.toUpperCase().replaceAll('-', '__')}_${key}` : key;
