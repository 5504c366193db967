/** Labels or annotations. */
export type Labels = Readonly<Record<string, string>>;
