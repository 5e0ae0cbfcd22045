import { expect, test } from "vitest";
import { toPrintable } from "./printable.ts";

test.each([
  ["\u001b[31mred", "\\x1b[31mred"],
  ["a\u0000b\u0007c\u007fd\u009be", "a\\x00b\\x07c\\x7fd\\x9be"],
  ["line\r\nbreak\tand tab", "line break and tab"],
  ["right\u202eto left\u2066x\u2069", "right\\u202eto left\\u2066x\\u2069"],
  ["zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"],
  ["lone \ud800 surrogate", "lone \\ud800 surrogate"],
  ["line\u2028separator", "line\\u2028separator"],
  ["tag \u{e0001}", "tag \\u{e0001}"],
  ["Zoë 日本 👩‍👩‍👧 ❤️ \\n stays", "Zoë 日本 👩‍👩‍👧 ❤️ \\n stays"],
])("%j is printed as %j", (text, printed) => {
  expect(toPrintable(text, true)).toBe(printed);
});

test("in ASCII the signs of our own texts are spelled, everything else is escaped", () => {
  expect(toPrintable("§3 – “a” → b… é 👩", false)).toBe('section 3 - "a" -> b... \\xe9 \\u{1f469}');
});
