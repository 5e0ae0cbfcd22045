/** Nothing can be claimed about the target: it cannot be reached, refuses the credentials, or is no SCIM endpoint. Exit code 3. */
export class UnreachableTarget extends Error {
  override readonly name = "UnreachableTarget";
  /** What the user may do about it. */
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}
