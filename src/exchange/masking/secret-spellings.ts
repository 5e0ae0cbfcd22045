import { SHORTEST, fold } from "./needle-index.ts";
import type { Needle } from "./needle-index.ts";
import { unescape } from "./unescape.ts";

/** Lines of a longer secret, such as a private key, are secrets of their own from this length on. */
const SHORTEST_LINE = 12;

/** True for a secret that is looked for anywhere; a shorter one is masked only where it is the whole value. */
export function isLong(secret: string): boolean {
  return secret.length >= SHORTEST;
}

/**
 * Everything that gives a secret away when it is found: itself as it is written in plain text, hex, and base64 at each of
 * the three places that its bytes can have in a longer text. Escapes are taken off the text that is searched instead.
 */
export function needlesOf(secret: string): readonly Needle[] {
  const texts = plainSpellings(secret).flatMap((text) => [text, ...bytesOf(text).map((b) => b.toString("hex"))]);
  const plain = texts.map((text) => ({ text: fold(text), opens: false, closes: false }));
  return [...plain, ...bytesOf(secret).flatMap(base64Needles)].filter(({ text }) => text.length >= SHORTEST);
}

/** All that a short secret is as a whole value, folded. */
export function wholeSpellings(secret: string): readonly string[] {
  const coded = bytesOf(secret).flatMap((bytes) => [bytes.toString("hex"), bytes.toString("base64url")]);
  return [...plainSpellings(secret), ...coded.map(toStandardBase64), ...coded].map(fold);
}

function plainSpellings(secret: string): readonly string[] {
  const lines = secret.split(/[\r\n]+/).filter((line) => line.trim().length >= SHORTEST_LINE);
  const texts = [secret, secret.trim(), ...lines.map((line) => line.trim())];
  const all = texts.flatMap((text) => [text, ...withoutEscapes(text), ...misread(text)]);
  return [...new Set(all.flatMap((text) => [text, text.replaceAll(" ", "+")]))];
}

/** A secret may look like an escape itself, which is taken off with the others. */
function withoutEscapes(secret: string): readonly string[] {
  const plain = unescape(secret)?.text;
  return plain === undefined || plain === secret ? [] : [plain, ...withoutEscapes(plain)];
}

/** What becomes of letters beyond ASCII when one side takes a header for UTF-8 and the other does not. */
function misread(secret: string): readonly string[] {
  if (isAscii(secret)) return [];
  return [Buffer.from(secret, "utf8").toString("latin1"), Buffer.from(secret, "latin1").toString("utf8")];
}

/** Headers carry one byte a character, everything else is UTF-8. */
function bytesOf(secret: string): readonly Buffer[] {
  const utf8 = Buffer.from(secret, "utf8");
  return isAscii(secret) ? [utf8] : [utf8, Buffer.from(secret, "latin1")];
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text, "utf8") === text.length;
}

function base64Needles(bytes: Buffer): readonly Needle[] {
  return [0, 1, 2].flatMap((offset) => {
    const coded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64url");
    // Only the characters all of whose bits are the secret's.
    const core = coded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    const edges = { opens: offset > 0, closes: (offset + bytes.length) % 3 !== 0 };
    return [...new Set([core, toStandardBase64(core)])].map((text) => ({ text: fold(text), ...edges }));
  });
}

function toStandardBase64(coded: string): string {
  return coded.replaceAll("-", "+").replaceAll("_", "/");
}
