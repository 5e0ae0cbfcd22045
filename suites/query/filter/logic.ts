import {
  anyOf,
  defineCheck,
  defineFamily,
  filterOf,
  isRefusal,
  named,
  skipUnlessFinds,
  verifyFinds,
  verifyFindsUnlessRefused,
} from "../../../src/kit/index.ts";
import type { Check } from "../../../src/kit/index.ts";
import { picksBy, readsFilterAs } from "../words/filter-defects.ts";
import { verifyFindsAlone } from "../words/find-alone.ts";
import { supposeAnd, supposeNamed } from "../words/suppose.ts";

const and = defineCheck({
  id: "query.filter.and",
  title: "The operator and needs both sides",
  rule: "RFC7644-3.4.2.2-19",
  advice: "Evaluate both sides of and; a filter that is read up to the first expression finds too much.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const bob = await t.make.user({ label: "bob" });
    await supposeNamed(t, ann, bob);
    await supposeNamed(t, bob, ann);
    await verifyFinds(t, filterOf`${named(ann)} and ${named(ann)}`, { finds: [ann], misses: [bob] });
    await verifyFinds(t, filterOf`${named(ann)} and ${named(bob)}`, { misses: [ann, bob] });
  },
  defects: {
    "and-drops-its-right-side": readsFilterAs((filter) => filter.replace(/ and .*$/, "")),
    "and-drops-its-left-side": readsFilterAs((filter) => filter.replace(/^.* and /, "")),
    "and-as-or": readsFilterAs((filter) => filter.replace(" and ", " or ")),
  },
});

const or = defineCheck({
  id: "query.filter.or",
  title: "The operator or needs one side",
  rule: "RFC7644-3.4.2.2-20",
  advice: "Let or match what either side matches, in whichever order they are written.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const bob = await t.make.user({ label: "bob" });
    const cyd = await t.make.user({ label: "cyd" });
    await supposeNamed(t, ann, bob, cyd);
    await supposeNamed(t, bob, ann, cyd);
    await verifyFinds(t, anyOf(ann, bob), { finds: [ann, bob], misses: [cyd] });
    await verifyFinds(t, anyOf(bob, ann), { finds: [ann, bob], misses: [cyd] });
  },
  defects: {
    "or-drops-its-right-side": readsFilterAs((filter) => filter.replace(/ or .*$/, "")),
    "or-as-and": readsFilterAs((filter) => filter.replace(" or ", " and ")),
    "or-reads-on-from-its-left-side": readsFilterAs((filter) => {
      const [left = "", right = ""] = filter.split(" or ");
      return left < right ? filter : left;
    }),
    "or-matches-everybody": readsFilterAs((filter) => filter.replace(/^.* or .*$/, "id pr")),
  },
});

const not = defineCheck({
  id: "query.filter.not",
  title: "The operator not inverts the expression in its parentheses",
  rule: "RFC7644-3.4.2.2-21",
  advice:
    "Let not (...) match exactly what the expression does not match, with and without a space before the parenthesis.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const bob = await t.make.user({ label: "bob" });
    await supposeNamed(t, bob, ann);
    await supposeNamed(t, ann, bob);
    await verifyFindsAlone(t, filterOf`not (${named(ann)})`, bob);
    await supposeAnd(t, ann, bob);
    let judged = 0;
    for (const notAnn of [filterOf`not (${named(ann)})`, filterOf`not(${named(ann)})`]) {
      const reply = await verifyFindsUnlessRefused(t, filterOf`${named(bob)} and ${notAnn}`, { finds: [bob] });
      await verifyFindsUnlessRefused(t, filterOf`${named(ann)} and ${notAnn}`, { misses: [ann] });
      if (!isRefusal(reply)) judged += 1;
    }
    if (judged === 0) t.skip("the target takes no filter with not");
  },
  defects: {
    "not-alone-finds-nobody": picksBy(/^not \(userName eq "[^"]*"\)$/, () => false),
    "not-ignored": readsFilterAs((filter) => filter.replace(/not ?\(/, "(")),
    "not-without-a-space-ends-the-filter": readsFilterAs((filter) => filter.replace(/ and not\(.*$/, "")),
  },
});

const precedence = defineCheck({
  id: "query.filter.precedence",
  title: "The operator not binds tighter than and, which binds tighter than or",
  rule: "RFC7644-3.4.2.2-22",
  advice: "Give the operators their precedence instead of reading the filter from left to right.",
  run: async (t) => {
    const [a, b, c] = [
      await t.make.user({ label: "ann" }),
      await t.make.user({ label: "bob" }),
      await t.make.user({ label: "cyd" }),
    ];
    await supposeAnd(t, b, c);
    await skipUnlessFinds(t, anyOf(a, b), { owner: "query.filter.or", finds: [a, b], misses: [c] });
    await verifyFinds(t, filterOf`${named(a)} or ${named(b)} and ${named(c)}`, { finds: [a], misses: [b, c] });
    await verifyFinds(t, filterOf`not (${named(a)}) and ${named(b)}`, { finds: [b], misses: [a, c] });
  },
  defects: {
    "filter-read-from-left-to-right": readsFilterAs((filter) =>
      filter.replace(/^(userName [^()]*) and (userName .*)$/, "($1) and $2"),
    ),
    "not-inverts-all-that-follows": readsFilterAs((filter) => filter.replace(/^not (\(.*\) and .*)$/, "not ($1)")),
  },
});

const grouping = defineCheck({
  id: "query.filter.grouping",
  title: "Parentheses change the order of evaluation",
  rule: "RFC7644-3.4.2.2-23",
  advice: "Evaluate what stands in parentheses first.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const bob = await t.make.user({ label: "bob" });
    await supposeAnd(t, bob, ann);
    await skipUnlessFinds(t, anyOf(ann, bob), { owner: "query.filter.or", finds: [ann, bob] });
    await verifyFinds(t, filterOf`(${anyOf(ann, bob)}) and ${named(bob)}`, { finds: [bob], misses: [ann] });
    await verifyFinds(t, filterOf`${named(ann)} or (${named(bob)} and ${named(bob)})`, { finds: [ann, bob] });
  },
  defects: {
    "parentheses-dropped": readsFilterAs((filter) => filter.replaceAll(/[()]/g, "")),
    "parentheses-on-the-right-dropped": readsFilterAs((filter) =>
      filter.replace(/^(userName .*) or \((.*) and (.*)\)$/, "($1 or $2) and $3"),
    ),
  },
});

/** Filters joined by and, or and not. */
export const filterLogicChecks: readonly Check[] = defineFamily({ needs: ["filter"] }, [
  and,
  or,
  not,
  precedence,
  grouping,
]);
