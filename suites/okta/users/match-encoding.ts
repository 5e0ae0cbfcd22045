import { defineCheck, defineFamily, errorResponse, on, verify, withPlusForSpace } from "../../../src/kit/index.ts";
import type { Check } from "../../../src/kit/index.ts";
import { findUser } from "../../../emulator/okta/wire/list-queries.ts";
import { makeNamed } from "../../users/words/was-taken.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { MATCH_QUERY, matchBy, matchUser, supposeMatch } from "../words/match-user.ts";

const plusForSpace = defineCheck({
  id: "okta.match.plus-for-space",
  title: "A `+` in the query of a URL is read as a space",
  rule: okta({
    id: "OKTA-match-06",
    standing: "inferred",
    url: REFERENCE,
    requirement:
      "Okta's documents show the filter with %20 and, in an older edition, with `+` for a space: both are decoded.",
  }),
  advice: "Decode the query as a form is decoded: `+` and %20 are both a space.",
  run: async (t) => {
    const { user, reply } = await supposeMatch(t);
    const { path, headers } = findUser(user.sent.userName);
    const options = { others: [reply], although: "the same query with %20 finds the user" };
    verify(await matchBy(t, () => t.get(withPlusForSpace(path), { headers })), options).listsOnly(user);
  },
  defects: {
    "plus-in-query-kept": on(MATCH_QUERY).url((url) => {
      url.search = url.search.replaceAll("+", "%2B");
    }),
  },
});

const plusSign = defineCheck({
  id: "okta.match.plus-sign",
  title: "A user with a `+` in the name is found by Okta's match query",
  rule: okta({
    id: "OKTA-match-07",
    standing: "inferred",
    url: REFERENCE,
    requirement: "%2B in the filter is a plus sign that belongs to the name, as in ann+test@example.com.",
  }),
  advice: "Decode the query once: a second decoding turns the plus sign of an address into a space.",
  run: async (t) => {
    await supposeMatch(t);
    const { userName } = t.make.userBody({ label: "plus" });
    const user = await makeNamed(t, withPlus(userName));
    if (user === undefined) return t.skip("the target refuses user names with a plus sign");
    verify(await matchUser(t, user.sent.userName)).listsOnly(user);
  },
  defects: {
    "query-decoded-twice": on(MATCH_QUERY).url((url) => {
      url.search = url.search.replaceAll("%2B", "+");
    }),
  },
});

const letters = defineCheck({
  id: "okta.match.utf-8",
  title: "A user whose name has letters beyond ASCII is found by Okta's match query",
  rule: okta({
    id: "OKTA-match-08",
    standing: "inferred",
    url: REFERENCE,
    requirement: "The bytes of a percent-encoded filter are UTF-8: %C3%B6 is the letter ö.",
  }),
  advice: "Decode the query as UTF-8, whatever the locale of the server is.",
  also: ["filter-decoded-as-latin-1"],
  run: async (t) => {
    await supposeMatch(t);
    const { userName } = t.make.userBody({ label: "joerg" });
    const user = await makeNamed(t, userName.replace("joerg", "jörg"));
    if (user === undefined) return t.skip("the target refuses user names with letters beyond ASCII");
    verify(await matchUser(t, user.sent.userName)).listsOnly(user);
  },
  defects: {
    "query-letters-beyond-ascii-lost": on(MATCH_QUERY).url((url) =>
      url.searchParams.set("filter", (url.searchParams.get("filter") ?? "").replaceAll(/[\u0080-\uffff]/g, "?")),
    ),
  },
});

const apostrophe = defineCheck({
  id: "okta.match.apostrophe",
  title: "A user with an apostrophe in the name is found by Okta's match query",
  rule: okta({
    id: "OKTA-match-09",
    standing: "inferred",
    url: REFERENCE,
    requirement: "An apostrophe in the filter belongs to the name, as in sean.o'brien@example.com; it quotes nothing.",
  }),
  advice: "Take the value of a filter as it stands between its double quotes: hand it to the database as a parameter.",
  also: ["filter-without-apostrophes"],
  run: async (t) => {
    await supposeMatch(t);
    const { userName } = t.make.userBody({ label: "obrien" });
    const user = await makeNamed(t, userName.replace("obrien", "o'brien"));
    if (user === undefined) return t.skip("the target refuses user names with an apostrophe");
    verify(await matchUser(t, user.sent.userName)).listsOnly(user);
  },
  defects: {
    "apostrophe-in-a-name-crashes": on(MATCH_QUERY).response((response, { url }) =>
      decodeURIComponent(url).includes("'") ? errorResponse(500, "unterminated quoted string") : response,
    ),
  },
});

function withPlus(userName: string): string {
  return userName.includes("@") ? userName.replace("@", "+okta@") : `${userName}+okta`;
}

/** What Okta needs of the way in which a query is decoded. */
export const matchEncodingChecks: readonly Check[] = defineFamily({ features: ["create"] }, [
  plusForSpace,
  plusSign,
  letters,
  apostrophe,
]);
