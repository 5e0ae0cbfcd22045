import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { toShellWords } from "./shell-words.ts";

const ENV = { X_API_KEY: "a b'c", EMPTY: "" };

test.each([
  "npx zi-scim-check https://h --only 'users.patch.*' --seed 1",
  `x --header "X-Api-Key: $X_API_KEY" --profile './my '\\''own'\\''.yaml'`,
  `"\\$X_API_KEY" "a\\"b" \\$x "$UNKNOWN-" ''`,
])("the words of %s are those of a shell", (command) => {
  const script = `printf '%s\\037' ${command}`;
  const words = execFileSync("sh", ["-c", script], { env: { ...ENV, PATH: process.env["PATH"] ?? "" } });
  expect(toShellWords(command, ENV)).toEqual(words.toString("utf8").split("\u001f").slice(0, -1));
});
