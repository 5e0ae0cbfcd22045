/** Something in a document that its JSON Schema cannot say is wrong. */
export interface DocumentProblem {
  /** Where: the keys and indexes from the top of the document. */
  readonly path: readonly (string | number)[];
  /** What is wrong; completes the sentence that begins with the place. */
  readonly message: string;
  /** A name that nothing has, and those that there are, so that a near miss can be told. */
  readonly unknown?: { readonly name: string; readonly known: readonly string[] };
}
