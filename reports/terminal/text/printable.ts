/**
 * What a terminal may act on instead of showing it: control characters (an escape sequence from the target's own texts),
 * invisible format characters (bidirectional overrides, zero-width ones), lone surrogates, private and unassigned ones.
 * Joiners and variation selectors stay, as emoji are made of them.
 */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]|(?!\u200c|\u200d|[\u{e0020}-\u{e007f}])\p{Cf}/gu;
const BEYOND_ASCII = /[^\x20-\x7e]/gu;
const SPELLINGS: Readonly<Record<string, string>> = {
  "…": "...",
  "§": "section ",
  "—": "-",
  "–": "-",
  "·": "-",
  "→": "->",
  "’": "'",
  "“": '"',
  "”": '"',
};

/** Makes a text that came from anywhere safe to print on one line: what a terminal might act on is spelled out. */
export function toPrintable(text: string, unicode: boolean): string {
  const line = text.replace(/[\t\n\r]+/g, " ").replace(UNSAFE, toEscape);
  return unicode ? line : line.replace(BEYOND_ASCII, (character) => SPELLINGS[character] ?? toEscape(character));
}

function toEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\u{${code.toString(16)}}`;
}
