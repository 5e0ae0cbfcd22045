/** A text with one layer of escapes taken off. */
export interface Unescaped {
  readonly text: string;
  /** For each character of `text`, and for its end, the place in the text before. */
  readonly places: Uint32Array;
}

const ESCAPE =
  /(?:%[0-9a-f]{2})+|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\["'\\/bfnrt]|&#\d{1,7};|&#x[0-9a-f]{1,6};|&[a-z]{2,8};/gi;

const LETTERS: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Entities of the characters that are usually escaped in HTML and XML. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  ast: "*",
  bsol: "\\",
  colon: ":",
  comma: ",",
  commat: "@",
  dollar: "$",
  equals: "=",
  excl: "!",
  grave: "`",
  gt: ">",
  hat: "^",
  lbrack: "[",
  lcub: "{",
  lowbar: "_",
  lpar: "(",
  lsqb: "[",
  lt: "<",
  nbsp: " ",
  num: "#",
  percnt: "%",
  period: ".",
  plus: "+",
  quest: "?",
  quot: '"',
  rbrack: "]",
  rcub: "}",
  rpar: ")",
  rsqb: "]",
  semi: ";",
  sol: "/",
  verbar: "|",
  vert: "|",
};

/** True when a text may hold escapes of anything but quotes, of which the entity tags in JSON are full; or of those, too. */
export function mayHoldEscapes(text: string, withQuotes: boolean): boolean {
  if (text.includes("%") || text.includes("&")) return true;
  return text.includes("\\") && (withQuotes || /\\[^"]/.test(text));
}

/** Takes one layer of percent-encoding, JSON escapes and HTML entities off; undefined when there is none. */
export function unescape(text: string): Unescaped | undefined {
  if (!mayHoldEscapes(text, true)) return undefined;
  let plain = "";
  let done = 0;
  let count = 0;
  // Taking escapes off makes no text longer.
  const places = new Uint32Array(text.length + 1);
  const copyUntil = (end: number): void => {
    plain += text.slice(done, end);
    for (; done < end; done += 1) places[count++] = done;
  };
  for (const { 0: escape, index } of text.matchAll(ESCAPE)) {
    const parts = escape.startsWith("%") ? percentParts(escape) : [{ text: plainOf(escape), length: escape.length }];
    copyUntil(index);
    for (const part of parts) {
      plain += part.text;
      for (let n = 0; n < part.text.length; n += 1) places[count++] = done;
      done += part.length;
    }
  }
  if (plain === "") return undefined;
  copyUntil(text.length);
  places[count] = text.length;
  return { text: plain, places: places.subarray(0, count + 1) };
}

interface Part {
  readonly text: string;
  /** Of what stood for it. */
  readonly length: number;
}

/** Bytes as UTF-8; where they are none, one character a byte. */
function percentParts(run: string): readonly Part[] {
  const bytes = Buffer.from(run.replaceAll("%", ""), "hex");
  const decoded = bytes.toString("utf8");
  const isUtf8 = Buffer.from(decoded, "utf8").equals(bytes);
  return Array.from(isUtf8 ? decoded : bytes.toString("latin1"), (text) => ({
    text,
    length: 3 * (isUtf8 ? Buffer.byteLength(text, "utf8") : 1),
  }));
}

function plainOf(escape: string): string {
  if (escape.startsWith("\\")) {
    const hex = /^\\[ux](.+)$/i.exec(escape)?.[1];
    const letter = escape.charAt(1);
    return hex === undefined ? (LETTERS[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16));
  }
  const number = /^&#(x?)(.+);$/i.exec(escape);
  if (number === null) return ENTITIES[escape.slice(1, -1).toLowerCase()] ?? escape;
  const code = Number.parseInt(number[2] ?? "", number[1] === "" ? 10 : 16);
  return code > 0x10ffff ? escape : String.fromCodePoint(code);
}
