/** `1 user`, `3 users`: a number and what is counted, for reasons. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
