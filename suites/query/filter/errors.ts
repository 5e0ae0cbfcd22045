import { defineCheck, defineFamily, errorResponse, filterOf, isSuccess, on, verify } from "../../../src/kit/index.ts";
import type { Check } from "../../../src/kit/index.ts";
import { ignoresFilter, readsFilterAs, refusesFilter } from "../words/filter-defects.ts";
import { verifyPageSize } from "../words/page-size.ts";
import { skipUnlessFilterTaken, verifyInvalidFilter } from "../words/verify-invalid-filter.ts";

const unknownOperator = defineCheck({
  id: "query.filter.unknown-operator",
  title: "An unknown operator is refused with 400 invalidFilter",
  rule: "RFC7644-3.4.2.2-33",
  advice: "Refuse operators that the server does not know with 400 and scimType invalidFilter.",
  run: async (t) => {
    await skipUnlessFilterTaken(t, filterOf`userName eq "x"`);
    await verifyInvalidFilter(t, filterOf`userName zq "x"`);
  },
  defects: {
    "unknown-operator-ignored": ignoresFilter((filter) => filter.startsWith("userName zq")),
    "unknown-operator-as-eq": readsFilterAs((filter) => filter.replace(/^userName zq\w*/, "userName eq")),
    "unknown-operator-without-scim-type": refusesFilter(/^userName zq/),
  },
});

const malformed = defineCheck({
  id: "query.filter.malformed",
  title: "A filter that is no expression is declined",
  rule: "RFC7644-3.4.2.2-34",
  advice:
    "Refuse what the filter grammar does not allow; a client that mistypes a filter must not be shown the directory.",
  run: async (t) => {
    await t.make.user();
    await skipUnlessFilterTaken(t, filterOf`userName eq "x"`);
    for (const filter of ["userName", "userName eq", "(userName pr", "and", "userName pr and"] as const) {
      verify(await t.query("/Users", filterOf`${filter}`)).doesNotSucceed("the filter is no expression");
    }
    // A server may read on to the end where a quote is left open, and then finds nobody of that name.
    const open = await t.query("/Users", filterOf`userName eq "zsc-no-such-user`);
    if (isSuccess(open)) verifyPageSize(open, { most: 0, although: "the quote is left open" });
    else if (open.status !== 404) verify(open).doesNotSucceed("the quote is left open");
  },
  defects: {
    "filter-without-operator-ignored": ignoresFilter((filter) => filter === "userName"),
    "filter-parser-stops-at-the-end": readsFilterAs((filter) => filter.replace(/^userName pr and$/, "userName pr")),
    "comparison-without-a-value-as-present": readsFilterAs((f) => f.replace(/^userName eq$/, "userName pr")),
    "filter-of-one-word-ignored": ignoresFilter((filter) => filter === "and"),
    "malformed-filter-crashes": on("GET /Users", {
      query: (query) => /^(?:and|userName eq)$/.test(query.get("filter") ?? ""),
    }).answer(() => errorResponse(500, "Unexpected end of input.")),
    "filter-with-an-open-quote-crashes": on("GET /Users", {
      query: (query) => /^userName eq "[^"]*$/.test(query.get("filter") ?? ""),
    }).answer(() => errorResponse(500, "Unterminated string.")),
    "filter-with-an-open-quote-ignored": ignoresFilter((filter) => /^userName eq "[^"]*$/.test(filter)),
    "unbalanced-parenthesis-accepted": readsFilterAs((filter) => filter.replace(/^\(userName pr$/, "userName pr")),
  },
});

const unknownAttribute = defineCheck({
  id: "query.filter.unknown-attribute",
  title: "A filter on an unknown attribute does not widen the result",
  rule: "RFC7644-3.4.2.2-35",
  advice: "Refuse an unknown attribute with 400 invalidFilter, or answer an empty list; never all users.",
  run: async (t) => {
    await t.make.user();
    await skipUnlessFilterTaken(t, filterOf`userName eq "x"`);
    const although = "the attribute does not exist";
    const reply = await t.query("/Users", filterOf`noSuchAttribute eq "x"`);
    // 404 for nobody is a fault that query.filter.no-match reports.
    if (reply.status === 404) return;
    const answer = verify(reply, { although }).status(400, 200);
    if (reply.status === 200) answer.finds(0);
  },
  defects: {
    "unknown-attribute-ignored": ignoresFilter((filter) => filter.startsWith("noSuchAttribute")),
    "unknown-attribute-crashes": on({ query: (query) => query.get("filter")?.startsWith("noSuch") === true }).answer(
      () => new Response('{"message":"column does not exist"}', { status: 500 }),
    ),
  },
});

/** Filters that are not right. */
export const filterErrorChecks: readonly Check[] = defineFamily({ needs: ["filter"] }, [
  unknownOperator,
  malformed,
  unknownAttribute,
]);
