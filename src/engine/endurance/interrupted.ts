/** The run was told to stop: nothing more is sent but what removes its own resources. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor() {
    super("interrupted");
  }
}
