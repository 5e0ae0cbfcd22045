import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { readsFilterAs } from "../words/filter-defects.ts";
import { anyOf, named, verifyFinds } from "../../../src/kit/reading/find-users.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";

const and = defineCheck({
  id: "query.filter.and",
  title: "and needs both sides",
  clause: rfc("RFC7644-3.4.2.2-19"),
  needs: ["filter"],
  advice: "Evaluate both sides of and; a filter that is read up to the first expression finds too much.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const bob = await t.make.user({ label: "bob" });
    await verifyFinds(t, filterOf`${named(ann)} and id eq ${quoted(ann.id)}`, { finds: [ann], misses: [bob] });
    await verifyFinds(t, filterOf`${named(ann)} and ${named(bob)}`, { misses: [ann, bob] });
  },
  defects: [
    {
      name: "and-drops-its-right-side",
      breaks: "RFC7644-3.4.2.2-19",
      wrap: readsFilterAs((filter) => filter.replace(/ and .*$/, "")),
    },
    {
      name: "and-drops-its-left-side",
      breaks: "RFC7644-3.4.2.2-19",
      wrap: readsFilterAs((filter) => filter.replace(/^.* and /, "")),
    },
    {
      name: "and-as-or",
      breaks: "RFC7644-3.4.2.2-19",
      wrap: readsFilterAs((filter) => filter.replace(" and ", " or ")),
    },
  ],
});

const or = defineCheck({
  id: "query.filter.or",
  title: "or needs one side",
  clause: rfc("RFC7644-3.4.2.2-20"),
  needs: ["filter"],
  advice: "Let or match what either side matches, in whichever order they are written.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const bob = await t.make.user({ label: "bob" });
    const cyd = await t.make.user({ label: "cyd" });
    await verifyFinds(t, anyOf(ann, bob), { finds: [ann, bob], misses: [cyd] });
    await verifyFinds(t, anyOf(bob, ann), { finds: [ann, bob], misses: [cyd] });
  },
  defects: [
    {
      name: "or-drops-its-right-side",
      breaks: "RFC7644-3.4.2.2-20",
      wrap: readsFilterAs((filter) => filter.replace(/ or .*$/, "")),
    },
    {
      name: "or-as-and",
      breaks: "RFC7644-3.4.2.2-20",
      wrap: readsFilterAs((filter) => filter.replace(" or ", " and ")),
    },
  ],
});

const not = defineCheck({
  id: "query.filter.not",
  title: "not inverts the expression in its parentheses",
  clause: rfc("RFC7644-3.4.2.2-21"),
  needs: ["filter"],
  advice:
    "Let not (...) match exactly what the expression does not match, with and without a space before the parenthesis.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const bob = await t.make.user({ label: "bob" });
    const expected = { finds: [bob], misses: [ann] };
    await verifyFinds(t, filterOf`(${anyOf(ann, bob)}) and not (${named(ann)})`, expected);
    await verifyFinds(t, filterOf`(${anyOf(ann, bob)}) and not(${named(ann)})`, expected);
  },
  defects: [
    {
      name: "not-ignored",
      breaks: "RFC7644-3.4.2.2-21",
      wrap: readsFilterAs((filter) => filter.replace(/not ?\(/, "(")),
    },
    {
      name: "not-without-a-space-ends-the-filter",
      breaks: "RFC7644-3.4.2.2-21",
      wrap: readsFilterAs((filter) => filter.replace(/ and not\(.*$/, "")),
    },
  ],
});

const precedence = defineCheck({
  id: "query.filter.precedence",
  title: "not binds tighter than and, and tighter than or",
  clause: rfc("RFC7644-3.4.2.2-22"),
  needs: ["filter"],
  advice: "Give the operators their precedence instead of reading the filter from left to right.",
  run: async (t) => {
    const [a, b, c] = [
      await t.make.user({ label: "ann" }),
      await t.make.user({ label: "bob" }),
      await t.make.user({ label: "cyd" }),
    ];
    await verifyFinds(t, filterOf`${named(a)} or ${named(b)} and ${named(c)}`, { finds: [a], misses: [b, c] });
    await verifyFinds(t, filterOf`not (${named(a)}) and ${named(b)}`, { finds: [b], misses: [a, c] });
  },
  defects: [
    {
      name: "filter-read-from-left-to-right",
      breaks: "RFC7644-3.4.2.2-22",
      wrap: readsFilterAs((filter) => filter.replace(/^(userName [^()]*) and (userName .*)$/, "($1) and $2")),
    },
    {
      name: "not-inverts-all-that-follows",
      breaks: "RFC7644-3.4.2.2-22",
      wrap: readsFilterAs((filter) => filter.replace(/^not (\(.*\) and .*)$/, "not ($1)")),
    },
  ],
});

const grouping = defineCheck({
  id: "query.filter.grouping",
  title: "Parentheses change the order of evaluation",
  clause: rfc("RFC7644-3.4.2.2-23"),
  needs: ["filter"],
  advice: "Evaluate what stands in parentheses first.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const bob = await t.make.user({ label: "bob" });
    const isBob = filterOf`id eq ${quoted(bob.id)}`;
    await verifyFinds(t, filterOf`(${anyOf(ann, bob)}) and ${isBob}`, { finds: [bob], misses: [ann] });
    await verifyFinds(t, filterOf`${named(ann)} or (${named(bob)} and ${isBob})`, { finds: [ann, bob] });
  },
  defects: [
    {
      name: "parentheses-dropped",
      breaks: "RFC7644-3.4.2.2-23",
      wrap: readsFilterAs((filter) => filter.replaceAll(/[()]/g, "")),
    },
    {
      name: "parentheses-on-the-right-dropped",
      breaks: "RFC7644-3.4.2.2-23",
      wrap: readsFilterAs((filter) => filter.replace(/^(userName .*) or \((.*) and (.*)\)$/, "($1 or $2) and $3")),
    },
  ],
});

/** Filters joined by and, or and not. */
export const filterLogicChecks: readonly Check[] = [and, or, not, precedence, grouping];
