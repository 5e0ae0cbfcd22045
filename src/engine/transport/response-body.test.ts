import { expect, test } from "vitest";
import { parseBody, readBody } from "./response-body.ts";

test.each([
  ["<html>", undefined],
  ["\ufeff[1]", [1]],
  ['{"a":"\\\\"}', { a: "\\" }],
])("the text %j is read as %j", (text, expected) => {
  expect(parseBody(text)).toEqual(expected);
});

test.each([
  ["[".repeat(100_000) + "]".repeat(100_000), "JSON nested deeper than 64 levels"],
  ['{"a":'.repeat(65) + "1" + "}".repeat(65), "JSON nested deeper than 64 levels"],
  [`[${"1,".repeat(1_000_000)}1]`, "JSON of more than 1000000 values"],
  ['{"totalResults":1e400}', "a number beyond what can be read (1e400)"],
  [`[-${"9".repeat(400)}]`, "a number beyond what can be read (99999999999999999999)"],
])("%.30s is left unread, and it is told why", (text, unreadable) => {
  expect(readBody(text)).toEqual({ body: undefined, unreadable });
});

test.each([
  ["[".repeat(64) + "]".repeat(64)],
  ['{"text":"[[[[ 1e400 \\" {{{{ \\\\"}'],
  ["[1e308,-1e308,0.1e-400,12345678901234567890]"],
  [`"${"[".repeat(1000)}"`],
])("%.30s is read", (text) => {
  expect(readBody(text)).toEqual({ body: JSON.parse(text) });
});

test.each(["", "NaN", "Infinity", "{", '"', "[1e400x]]", "\0"])(
  "%j is not JSON, and no limit is in the way",
  (text) => {
    expect(parseBody(text)).toBeUndefined();
  },
);

test("a half character becomes the sign for one that cannot be shown", () => {
  expect(parseBody('{"id":"\\ud800","\\udfff":["a\\udc00"],"whole":"\\ud83d\\ude00"}')).toEqual({
    id: "\ufffd",
    "\ufffd": ["a\ufffd"],
    whole: "\u{1f600}",
  });
});

test.each(['{"toString":1}', '[{"valueOf":1}]', '{"a":{"\\u0074oString":null}}'])(
  "%s can be put into a text",
  (text) => {
    expect(String(parseBody(text))).toBe("[object Object]");
    expect(JSON.stringify(parseBody(text))).toBe(text.replace("\\u0074", "t"));
  },
);

test("a member called __proto__ is a member like any other", () => {
  const body = parseBody('{"__proto__":{"id":"x"}}');
  expect(Object.keys(Object(body))).toEqual(["__proto__"]);
  expect(Object(body).id).toBeUndefined();
});
