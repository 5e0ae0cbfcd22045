import { expect, test } from "vitest";
import { fill, hanging, wrap } from "./wrap.ts";

test("prose is broken at spaces", () => {
  expect(wrap("one two three four", 9)).toEqual(["one two", "three", "four"]);
  expect(wrap("", 9)).toEqual([""]);
});

test("a word that is longer than a line is broken itself, and nothing of it is lost", () => {
  expect(wrap("see https://example.com/a", 10)).toEqual(["see", "https://ex", "ample.com/", "a"]);
  expect(wrap("日本語日本語", 5)).toEqual(["日本", "語日", "本語"]);
});

test("the id of a check is copied, so that it stays whole", () => {
  expect(wrap("true; okta.deactivate.patch is about that, okta.match.found, too", 12)).toEqual([
    "true;",
    "okta.deactivate.patch",
    "is about",
    "that,",
    "okta.match.found,",
    "too",
  ]);
});

test("what a target sent is shown in its own characters, composed or not", () => {
  expect(wrap("Zoe\u0308 is not Zo\u00eb", 8)).toEqual(["Zoe\u0308 is", "not Zo\u00eb"]);
});

test("further lines stand under the first", () => {
  expect(hanging("fix    ", "store it before you answer with it", 25)).toEqual([
    "fix    store it before",
    "       you answer with it",
  ]);
});

test("a text beside a long lead keeps room of its own", () => {
  expect(hanging(" ".repeat(50), "some words of text", 52)).toEqual([
    `${" ".repeat(50)}some words of`,
    `${" ".repeat(50)}text`,
  ]);
});

test("parts that must stay whole are put on few lines", () => {
  expect(fill(["breaks create", "RFC 7644", "1 check"], { width: 26, separator: "   " })).toEqual([
    "breaks create   RFC 7644",
    "1 check",
  ]);
  expect(fill([], { width: 26, separator: " " })).toEqual([]);
});
