import { counted } from "../../../src/exchange/counted.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeOutcome } from "../../../src/exchange/reply.ts";
import { answerInstead } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import { filterOf } from "../../../src/scim/filter/filter-text.ts";
import { ignoresFilter, readsFilterAs, refusesFilter } from "../words/filter-defects.ts";
import { queryUsers } from "../../../src/kit/reading/find-users.ts";
import { verifyInvalidFilter } from "../words/verify-invalid-filter.ts";

const unknownOperator = defineCheck({
  id: "query.filter.unknown-operator",
  title: "An unknown operator is refused with 400 invalidFilter",
  clause: rfc("RFC7644-3.4.2.2-33"),
  needs: ["filter"],
  advice: "Refuse operators that the server does not know with 400 and scimType invalidFilter.",
  run: async (t) => verifyInvalidFilter(t, filterOf`userName zq "x"`),
  defects: [
    {
      name: "unknown-operator-ignored",
      breaks: "RFC7644-3.4.2.2-33",
      wrap: ignoresFilter((filter) => filter.startsWith("userName zq")),
    },
    {
      name: "unknown-operator-as-eq",
      breaks: "RFC7644-3.4.2.2-33",
      wrap: readsFilterAs((filter) => filter.replace(/^userName zq\w*/, "userName eq")),
    },
    {
      name: "unknown-operator-without-scim-type",
      breaks: "RFC7644-3.4.2.2-33",
      wrap: refusesFilter(/^userName zq/),
    },
  ],
});

const malformed = defineCheck({
  id: "query.filter.malformed",
  title: "A filter that is no expression is declined",
  clause: rfc("RFC7644-3.4.2.2-34"),
  needs: ["filter"],
  advice:
    "Refuse what the filter grammar does not allow; a client that mistypes a filter must not be shown the directory.",
  run: async (t) => {
    for (const filter of ["userName", "userName eq", "(userName pr", "and", "userName pr and"] as const) {
      const reply = await queryUsers(t, filterOf`${filter}`);
      verifyThat(!isSuccess(reply), reply, {
        reason: `the filter ${filter} is answered although it is no expression`,
        expected: "400 invalidFilter",
        actual: `status ${describeOutcome(reply)}`,
      });
    }
  },
  defects: [
    {
      name: "filter-without-operator-ignored",
      breaks: "RFC7644-3.4.2.2-34",
      wrap: ignoresFilter((filter) => filter === "userName"),
    },
    {
      name: "filter-parser-stops-at-the-end",
      breaks: "RFC7644-3.4.2.2-34",
      wrap: readsFilterAs((filter) => filter.replace(/^userName pr and$/, "userName pr")),
    },
    {
      name: "unbalanced-parenthesis-accepted",
      breaks: "RFC7644-3.4.2.2-34",
      wrap: readsFilterAs((filter) => filter.replace(/^\(userName pr$/, "userName pr")),
    },
  ],
});

const unknownAttribute = defineCheck({
  id: "query.filter.unknown-attribute",
  title: "A filter on an unknown attribute does not widen the result",
  clause: rfc("RFC7644-3.4.2.2-35"),
  needs: ["filter"],
  advice: "Refuse an unknown attribute with 400 invalidFilter, or answer an empty list; never all users.",
  run: async (t) => {
    await t.make.user();
    const reply = await queryUsers(t, filterOf`noSuchAttribute eq "x"`);
    const { resources, totalResults } = toListBody(isObject(reply.body) ? reply.body : {});
    const isEmpty = reply.status === 200 && totalResults === 0 && resources.length === 0;
    verifyThat(reply.status === 400 || isEmpty, reply, {
      reason: "a filter on an attribute that does not exist is answered as if it did",
      expected: ["400 invalidFilter", "totalResults 0"],
      actual: `status ${describeOutcome(reply)} with ${counted(resources.length, "resource")}`,
      at: "/Resources",
    });
  },
  defects: [
    {
      name: "unknown-attribute-ignored",
      breaks: "RFC7644-3.4.2.2-35",
      wrap: ignoresFilter((filter) => filter.startsWith("noSuchAttribute")),
    },
    {
      name: "unknown-attribute-crashes",
      breaks: "RFC7644-3.4.2.2-35",
      wrap: answerInstead(
        { query: (query) => query.get("filter")?.startsWith("noSuch") === true },
        () => new Response('{"message":"column does not exist"}', { status: 500 }),
      ),
    },
  ],
});

/** Filters that are not right. */
export const filterErrorChecks: readonly Check[] = [unknownOperator, malformed, unknownAttribute];
