import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { shellQuote } from "./shell-quote.ts";

it.each(["plain", "a b", "it's", '"', "$HOME", "`id`", "a\\b", "", "é", "a;b", "*", "!x", "-n"])(
  "makes %j one word that a shell reads back",
  (text) => {
    expect(execFileSync("sh", ["-c", `printf '%s' ${shellQuote(text)}`], { encoding: "utf8" })).toBe(text);
  },
);
