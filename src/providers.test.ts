// That the machinery knows identity providers, never one of them by name, and that only their wires say who sends.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { IDENTITY_PROVIDERS } from "../emulator/index.ts";
import { ROOT, sourceFiles } from "./testing/source-files.ts";

function codeOf(file: string): string {
  return withoutComments(readFileSync(join(ROOT, file), "utf8"));
}

/** The text without comments and URLs; texts that hold two slashes otherwise do not occur. */
function withoutComments(text: string): string {
  return text
    .replaceAll(/https?:\/\/[^\s"'`)]*/g, "")
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/(^|[^:])\/\/.*$/gm, "$1");
}

test("names of a provider stand in src/ and reports/ only in comments and URLs; tests may play the real one", () => {
  const names = /okta|oin(?!t)|aiw/i;
  const naming = sourceFiles(["src", "reports"]).filter((file) =>
    codeOf(file)
      .split("\n")
      .some((line) => names.test(line.replaceAll(/\w*(?:join|going|doing|coin)\w*/gi, ""))),
  );
  expect(naming).toEqual([]);
});

test("such a name would be found, but not in a comment or URL", () => {
  expect(withoutComments('const a = "okta"; // okta\n/* okta */ "https://developer.okta.com/docs"')).toBe(
    'const a = "okta"; \n ""',
  );
});

test("only the wire of a provider says that the provider sends a request", () => {
  const folders = ["src", "suites", "emulator", "reports", "fixtures"];
  const ids = IDENTITY_PROVIDERS.map(({ id }) => id).join("|");
  const saying = sourceFiles(folders).filter((file) => new RegExp(`\\bsender: "(?:${ids})"`).test(codeOf(file)));
  expect(saying.filter((file) => !/^emulator\/\w+\/wire\//.test(file))).toEqual([]);
  expect(saying).toEqual(["emulator/okta/wire/wire-request.ts"]);
});

test("what a suite changes in a request of a wire is not sent as the provider's", () => {
  const changing = sourceFiles(["suites"]).filter((file) => /(?:\bsend\(t, |\)\.send\()\s*\{/.test(codeOf(file)));
  expect(changing).toEqual([]);
});
