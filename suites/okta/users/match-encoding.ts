import { findUser } from "../../../emulator/okta/wire/list-queries.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { tamperUrl } from "../../../src/kit/defects/tamper.ts";
import type { TamperMatch } from "../../../src/kit/defects/tamper.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { matchBy, matchUser, verifyMatch } from "../words/match-user.ts";
import { withPlusForSpace } from "../../../src/scim/request-path.ts";

const MATCH_QUERY: TamperMatch = { method: "GET", path: /^\/Users$/, query: (query) => query.has("filter") };

const plusForSpace = defineCheck({
  id: "okta.match.plus-for-space",
  title: "A `+` in the query of a URL is read as a space",
  clause: okta({
    id: "OKTA-match-06",
    standing: "inferred",
    url: REFERENCE,
    requirement:
      "Okta's documents show the filter with %20 and, in an older edition, with `+` for a space: both are decoded.",
  }),
  blocks: ["create"],
  advice: "Decode the query as a form is decoded: `+` and %20 are both a space.",
  run: async (t) => {
    const user = await t.make.user();
    const { path, headers } = findUser(user.sent.userName);
    verifyMatch(await matchBy(t, () => t.get(withPlusForSpace(path), { headers })), user.id);
  },
  defects: [
    {
      name: "plus-in-query-kept",
      breaks: "OKTA-match-06",
      wrap: tamperUrl(MATCH_QUERY, (url) => {
        url.search = url.search.replaceAll("+", "%2B");
      }),
    },
  ],
});

const plusSign = defineCheck({
  id: "okta.match.plus-sign",
  title: "A user with a `+` in the name is found by Okta's match query",
  clause: okta({
    id: "OKTA-match-07",
    standing: "inferred",
    url: REFERENCE,
    requirement: "%2B in the filter is a plus sign that belongs to the name, as in ann+test@example.com.",
  }),
  blocks: ["create"],
  advice: "Decode the query once: a second decoding turns the plus sign of an address into a space.",
  run: async (t) => {
    const { userName } = t.make.userBody({ label: "plus" });
    const user = await t.make.user({ label: "plus", overrides: { userName: withPlus(userName) } });
    verifyMatch(await matchUser(t, user.sent.userName), user.id);
  },
  defects: [
    {
      name: "query-decoded-twice",
      breaks: "OKTA-match-07",
      wrap: tamperUrl(MATCH_QUERY, (url) => {
        url.search = url.search.replaceAll("%2B", "+");
      }),
    },
  ],
});

function withPlus(userName: string): string {
  return userName.includes("@") ? userName.replace("@", "+okta@") : `${userName}+okta`;
}

/** What Okta needs of the way in which a query is decoded. */
export const matchEncodingChecks: readonly Check[] = [plusForSpace, plusSign];
