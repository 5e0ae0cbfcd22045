/** What was thrown says of itself; anything may be thrown, errors or not. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
