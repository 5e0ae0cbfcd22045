const MAX_LENGTH = 2000;

/** The beginning of a text that quotes a target: what it quotes may be of any length. */
export function boundedText(text: string): string {
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH).toWellFormed()}…`;
}
