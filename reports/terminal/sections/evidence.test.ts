import { expect, test } from "vitest";
import { terminal } from "../../terminal.ts";
import { exchange, finding, FOREIGN } from "../../sample-parts.test.ts";
import { PASSING_RUN } from "../../sample-passing-run.test.ts";

const OPTIONS = {
  color: false,
  unicode: true,
  width: 100,
  failOn: "must",
  files: [],
  command: "npx zi-scim-check",
} as const;

/** The exchanges that the report shows of a finding which cites these of its four. */
function shownFor(cited: readonly number[]): readonly string[] {
  const failed = finding("users.create.kept", {
    verdict: "fail",
    cause: "users.create.kept",
    reason: "GET /Users/7 shows no title",
    mismatch: { expected: ["a title"], actual: "nothing", at: "/title" },
    exchanges: [1, 2, 3, 4],
    exchangeCount: 4,
    cited,
    decisive: cited.at(-1) ?? null,
  });
  const exchanges = [
    exchange(1, { url: `${FOREIGN}/Schemas` }),
    exchange(2, { url: `${FOREIGN}/ResourceTypes` }),
    exchange(3, { url: `${FOREIGN}/Users` }),
    exchange(4, { url: `${FOREIGN}/Users/7` }),
  ];
  const text = [...terminal.render({ ...PASSING_RUN, findings: [failed], exchanges }, OPTIONS)].join("");
  return [...text.matchAll(/#(\d)$/gm)].map(([, seq = ""]) => seq);
}

test("what a finding cites is shown, the one that decides last", () => {
  expect(shownFor([1, 4])).toEqual(["1", "3", "4"]);
  expect(shownFor([4, 1])).toEqual(["4", "1"]);
});
