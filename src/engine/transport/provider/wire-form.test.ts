import { expect, test } from "vitest";
import { PLAIN_FORM, toHeaderLines } from "./wire-form.ts";
import type { Headed, WireForm } from "./wire-form.ts";

const FORM: WireForm = {
  headers: ["X-First", "Content-Length", "Host", "Connection", "X-Last"],
  connection: "Keep-Alive",
};
const REQUEST: Headed = { method: "POST", host: "scim.example:8080", headers: {}, text: '"é"' };

test("headers stand in the form's order and spelling, whatever order they are given in, and others follow as they are", () => {
  const headers = { "x-own": "1", "x-last": "2", "x-first": "3" };
  expect(written(toHeaderLines({ ...REQUEST, headers }, FORM))).toEqual([
    "X-First: 3",
    "Content-Length: 4",
    "Host: scim.example:8080",
    "Connection: Keep-Alive",
    "X-Last: 2",
    "x-own: 1",
  ]);
});

test.each([
  ["POST", null, "0"],
  ["PATCH", null, "0"],
  ["GET", null, undefined],
  ["DELETE", null, undefined],
  ["DELETE", "{}", "2"],
])("%s with the body %j states its length as %s", (method, text, length) => {
  const lines = toHeaderLines({ ...REQUEST, method, text }, FORM);
  const at = lines.indexOf("Content-Length");
  expect(at === -1 ? undefined : lines[at + 1]).toBe(length);
});

test("of a client of which nothing is known, headers go out as they are given", () => {
  expect(written(toHeaderLines({ ...REQUEST, headers: { accept: "*/*" } }, PLAIN_FORM))).toEqual([
    "host: scim.example:8080",
    "connection: keep-alive",
    "accept: */*",
    "content-length: 4",
  ]);
});

function written(lines: readonly string[]): readonly string[] {
  return lines.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${lines[at + 1]}`] : []));
}
