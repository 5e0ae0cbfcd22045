import { expect, test } from "vitest";
import { checkOf, suiteOf } from "../../run/suites/own-suites.fixture.ts";
import { on } from "../../kit/defects/on.ts";
import { allDefects, provenAgainst } from "./defects.ts";

const wrap = on("GET /Users/:id").url(() => undefined);
const other = checkOf({ id: "acme.users.other", also: ["acme-other-name"], defects: { "acme-b": wrap } });
const suites = [suiteOf({ checks: [checkOf(), other] })];

test("a defect is noticed by the check that declares it, and by those that notice it too", () => {
  expect(allDefects(suites).map(({ defect, noticedBy }) => [defect.name, noticedBy])).toEqual([
    ["acme-other-name", ["acme.users.shown", "acme.users.other"]],
    ["acme-b", ["acme.users.other"]],
  ]);
});

test("a check is proven against its own defects, and those of other checks that it notices too", () => {
  expect(provenAgainst(other, suites).map(({ name }) => name)).toEqual(["acme-b", "acme-other-name"]);
});
