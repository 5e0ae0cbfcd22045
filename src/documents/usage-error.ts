/** The user asked for something that cannot be done as it stands (exit code 2). Nothing has been sent. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What to do about it. */
  readonly hint: string;

  /** @param message One sentence: what was wrong. @param hint What to do instead. */
  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}
