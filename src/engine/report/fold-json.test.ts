import { expect, test } from "vitest";
import { foldJson, toSafeJson } from "./fold-json.ts";

test("JSON is broken after commas outside strings, and joined again it is the same", () => {
  const text = '{"a":"one, two","b":[1,2,3],"c":"say \\"x, y\\""}';
  const lines = foldJson(text, 20);
  expect(lines).toEqual(['{"a":"one, two",', '"b":[1,2,3],', '"c":"say \\"x, y\\""}']);
  expect(lines.join("")).toBe(text);
});

test("short JSON stays on one line, and a long string is not broken", () => {
  expect(foldJson('{"a":1}', 20)).toEqual(['{"a":1}']);
  expect(foldJson(`{"a":"${"x".repeat(50)}","b":1}`, 20)).toEqual([`{"a":"${"x".repeat(50)}",`, '"b":1}']);
});

test("what a terminal might act on is escaped, and stays the same JSON", () => {
  const value = { text: "\u001b[31m \u0085 \u202e \ud800 \u{e0001} Zoë" };
  const text = toSafeJson(value, true);
  expect(text).toBe('{"text":"\\u001b[31m \\u0085 \\u202e \\ud800 \\udb40\\udc01 Zoë"}');
  expect(JSON.parse(text)).toEqual(value);
  expect(toSafeJson("Zoë 👩", false)).toBe('"Zo\\u00eb \\ud83d\\udc69"');
});
