import { expect, test } from "vitest";
import { toReadable, toShort } from "./readable.ts";

test("a URL in a sentence is told as people read it", () => {
  expect(toReadable("GET /Users?filter=userName%20eq%20%22Zo%C3%AB%22 answers 500")).toBe(
    'GET /Users?filter=userName eq "Zoë" answers 500',
  );
});

test("percent signs that spell nothing stay", () => {
  expect(toReadable("100 % of %zz and %E0%A4")).toBe("100 % of %zz and %E0%A4");
});

test("where room is scarce an id is left out, and nothing else", () => {
  expect(toShort("GET /Users/2819c223-7f76 shows active true after PUT /Groups/e9e30dba?x=1")).toBe(
    "GET /Users/{id} shows active true after PUT /Groups/{id}?x=1",
  );
  expect(toShort("POST /Users/.search answers 501, GET /Users answers 200")).toBe(
    "POST /Users/.search answers 501, GET /Users answers 200",
  );
});

test("a value that was found stays as it is", () => {
  const sentence = 'GET /Groups/a%2Fb shows members[0] {"value":"a/b?21%2F"} instead of only the members';
  expect(toReadable(sentence)).toBe(
    'GET /Groups/a/b shows members[0] {"value":"a/b?21%2F"} instead of only the members',
  );
});
