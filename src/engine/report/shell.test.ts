import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { escapeInDoubleQuotes, foldCommand, quoteShell, splitWords } from "./shell.ts";

test.each([
  ["users.create.location", "users.create.location"],
  ["users.*", "'users.*'"],
  ["it's", "'it'\\''s'"],
  ["", "''"],
  ["$HOME `id` \\", "'$HOME `id` \\'"],
])("%j is the word %s", (text, word) => {
  expect(quoteShell(text)).toBe(word);
});

test.each(["plain", "a b", "it's", '"', "$HOME", "`id`", "a\\b", "", "é", "a;b", "*", "!x", "-n"])(
  "%j comes out of a shell as it went in",
  (text) => {
    expect(execFileSync("sh", ["-c", `printf '%s' ${quoteShell(text)}`], { encoding: "utf8" })).toBe(text);
  },
);

test("between double quotes nothing of a text is expanded", () => {
  expect(escapeInDoubleQuotes('a"b$c`d\\e')).toBe('a\\"b\\$c\\`d\\\\e');
  expect(escapeInDoubleQuotes("no!way")).toBe(`no"'!'"way`);
});

test("a command is put on as few lines as fit, and words are never broken", () => {
  const words = ["curl -sS", "-X PATCH", '"$SCIM_URL/Users"', "-d '{}'"];
  expect(foldCommand(words, { width: 80, indent: "  " })).toBe(`curl -sS -X PATCH "$SCIM_URL/Users" -d '{}'`);
  expect(foldCommand(words, { width: 22, indent: "  " })).toBe(
    ["curl -sS -X PATCH \\", '  "$SCIM_URL/Users" \\', "  -d '{}'"].join("\n"),
  );
});

test("a word of several lines starts a line of its own, and what follows goes on behind its last", () => {
  expect(foldCommand(["curl", "-d '{\n}'", "| jq"], { width: 40, indent: "  " })).toBe("curl \\\n  -d '{\n}' | jq");
});

test("a command line is taken apart at spaces outside quotes", () => {
  expect(splitWords(`zi-scim-check "$SCIM_URL" --header 'X: a b' --only a\\ b --seed 7`)).toEqual([
    "zi-scim-check",
    '"$SCIM_URL"',
    "--header",
    "'X: a b'",
    "--only",
    "a\\ b",
    "--seed",
    "7",
  ]);
  expect(splitWords(`a'b c'"d e"`)).toEqual([`a'b c'"d e"`]);
  expect(splitWords("")).toEqual([]);
});
