import { expect, test } from "vitest";
import { allDeclarations } from "../declarations.ts";
import { claimedIds } from "../../exchange/clause.ts";
import { listRequirements, listUncovered } from "./list-requirements.ts";

const claimed = new Set(allDeclarations().flatMap(({ declared }) => claimedIds(declared.clause)));
const idsOf = (lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => /^ {2}(RFC\S+) +(?:MUST|SHOULD|MAY)/.exec(line)?.[1] ?? []);

test("list requirements shows every row with level, area and text, and counts them", () => {
  const lines = listRequirements({ width: Infinity });
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^ {2}RFC7644-3\.3-06 +MUST +create +The create answer has a Location header with the resource URI\.$/,
    ),
  );
  // Optional, or seen by no client: rows all the same.
  expect(idsOf(lines)).toEqual(expect.arrayContaining(["RFC7642-1-01", "RFC7643-2.2-01"]));
  expect(lines.at(-1)).toBe(`${idsOf(lines).length} requirements, 385 of them observable`);
  expect(lines.at(-2)).toBe("");
});

test("list requirements --uncovered shows what no check and no traffic rule rests on, and counts it", () => {
  const lines = listUncovered({ width: Infinity });
  const uncovered = idsOf(lines);
  expect(uncovered.filter((id) => claimed.has(id))).toEqual([]);
  expect(new Set(uncovered).size).toBe(uncovered.length);
  expect(lines.at(-1)).toBe(`${uncovered.length} of 385 observable requirements without a check`);
  expect(listRequirements({ width: Infinity })).toEqual(
    expect.arrayContaining([expect.stringContaining(uncovered[0] ?? "no row")]),
  );
});

test("list requirements --uncovered leaves out what a check claims, what a traffic rule claims, and what nobody can claim", () => {
  const kindsOf = (id: string): readonly string[] =>
    allDeclarations().flatMap(({ declared, kind }) => (claimedIds(declared.clause).includes(id) ? [kind] : []));
  const uncovered = idsOf(listUncovered({ width: Infinity }));
  const check = "RFC7644-3.3-04";
  const trafficRule = "RFC7644-3.8-09";
  expect([new Set(kindsOf(check)), new Set(kindsOf(trafficRule))]).toEqual([
    new Set(["check"]),
    new Set(["traffic rule"]),
  ]);
  expect(uncovered).not.toContain(check);
  expect(uncovered).not.toContain(trafficRule);
  // No client can see it; it is optional; it belongs to an extension of the protocol.
  for (const id of ["RFC7643-2.2-01", "RFC7642-1-01", "RFC9865-2-03"]) expect(uncovered).not.toContain(id);
});
