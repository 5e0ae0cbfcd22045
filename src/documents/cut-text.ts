/** A sentence stays readable when what it quotes is no longer than this. */
const MAX_QUOTED = 40;

/** What is quoted from a file, cut to 40 characters. */
export function cutText(text: string): string {
  if (text.length <= MAX_QUOTED) return text;
  // No half of a character that takes two code units.
  const start = text.slice(0, MAX_QUOTED - 1).replace(/[\uD800-\uDBFF]$/, "");
  return `${start}…`;
}
