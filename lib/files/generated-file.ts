/** A file that is generated beside a definition: its path below the definition's folder, with `/`, and its whole text. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}
