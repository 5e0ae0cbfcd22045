import { expect, test } from "vitest";
import { on } from "./defects/on.ts";
import { defineCheck, defineFamily } from "./define-check.ts";
import { breaking, ports } from "./fault.ts";
import { ownRule } from "./rule.ts";

const base = { title: "Users are there", advice: "Store them.", run: () => Promise.resolve() };
const wrap = on("GET /Users").url(() => undefined);

test("a defect breaks the one rule of its check, in what goes over the wire or in the ports", () => {
  const port = (): object => ({});
  const check = defineCheck({
    ...base,
    id: "users.read.there",
    rule: "RFC7644-3.4.1-01",
    defects: { "on-the-wire": wrap, "in-the-store": ports(port) },
  });
  expect(check.clause).toEqual({ kind: "requirements", requirements: ["RFC7644-3.4.1-01"] });
  expect(check.defects).toEqual([
    { name: "on-the-wire", breaks: "RFC7644-3.4.1-01", wrap },
    { name: "in-the-store", breaks: "RFC7644-3.4.1-01", port },
  ]);
});

test("where a check rests on several rules, each defect names the one it breaks, or does not compile", () => {
  const check = defineCheck({
    ...base,
    id: "users.read.there",
    rule: ["RFC7644-3.4.1-01", "RFC7644-3.3-06"],
    defects: { "one-way": breaking("RFC7644-3.3-06", wrap) },
  });
  expect(check.defects.map(({ breaks }) => breaks)).toEqual(["RFC7644-3.3-06"]);
  const rule = ["RFC7644-3.4.1-01", "RFC7644-3.3-06"] as const;
  // @ts-expect-error no rule is named
  expect(() => defineCheck({ ...base, id: "a.b.c", rule, defects: { "one-way": wrap } })).toThrow(
    'rests on several rules: say which one its defect "one-way" breaks',
  );
  // @ts-expect-error another rule is named
  defineCheck({ ...base, id: "a.b.c", rule, defects: { "one-way": breaking("RFC7644-3.6-01", wrap) } });
});

test("a rule that the table does not have does not compile", () => {
  // @ts-expect-error the table has no such row
  defineCheck({ ...base, id: "a.b.c", rule: "RFC7644-9.9-99", defects: { "one-way": wrap } });
});

test("a check without a defect is refused", () => {
  expect(() => defineCheck({ ...base, id: "a.b.c", rule: "RFC7644-3.4.1-01", defects: {} })).toThrow(
    "a.b.c names no defect",
  );
});

test("a rule of one's own fails or warns as it says", () => {
  const rule = ownRule({
    id: "ACME-1",
    text: "Users have a badge.",
    url: "https://acme.example/scim",
    severity: "should",
  });
  const check = defineCheck({ ...base, id: "acme.users.badge", rule, defects: { "no-badge": wrap } });
  expect(check.clause).toMatchObject({ kind: "vendor", id: "ACME-1", standing: "inferred" });
  expect(check.defects[0].breaks).toBe("ACME-1");
});

test("a family gives its checks what they share", () => {
  const check = defineCheck({
    ...base,
    id: "a.b.c",
    rule: "RFC7644-3.4.1-01",
    needs: ["patch"],
    defects: { "one-way": wrap },
  });
  const [made] = defineFamily({ needs: ["filter"], features: ["create"] }, [check]);
  expect(made).toMatchObject({ needs: ["filter", "patch"], features: ["create"] });
});
