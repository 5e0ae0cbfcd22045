import {
  defineCheck,
  defineFamily,
  errorResponse,
  keepInList,
  matchedValue,
  on,
  readThrough,
  verify,
  withJson,
} from "../../../src/kit/index.ts";
import type { Check } from "../../../src/kit/index.ts";
import { findUser } from "../../../emulator/okta/wire/list-queries.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { MATCH_QUERY, matchUser, supposeFound, verifyNoMatch } from "../words/match-user.ts";
import { send } from "../words/send.ts";
import { deactivate } from "../words/switch-user.ts";

const found = defineCheck({
  id: "okta.match.found",
  title: 'Okta\'s match query (filter=userName eq "...") finds the user of that name',
  rule: okta({
    id: "OKTA-match-01",
    standing: "documented",
    url: REFERENCE,
    requirement: "Before a create Okta asks for the user by userName eq and links the one that is found.",
  }),
  features: ["update"],
  also: ["match-is-answered-with-the-user", "match-lists-the-user-twice", "filter-total-of-all-users"],
  advice:
    "Hold userName eq against the userName that the server shows, then page: with startIndex=1&count=100 the user must be in Resources.",
  run: async (t) => {
    const user = await t.make.user();
    verify(await matchUser(t, user.sent.userName)).listsOnly(user);
  },
  defects: {
    "match-query-compares-the-id": on(MATCH_QUERY).body((body, request) =>
      keepInList(body, ({ id }) => id === matchedValue(request.url)),
    ),
    "match-query-counts-but-returns-nothing": on(MATCH_QUERY).body((body) => ({ ...body, Resources: [] })),
  },
});

const single = defineCheck({
  id: "okta.match.single",
  title: "Okta's match query finds one user, not also those with similar names",
  rule: okta({
    id: "OKTA-match-02",
    standing: "documented",
    url: "https://support.okta.com/help/s/article/okta-provisioning-to-hrmos-fails-with-multiple-users-found-by-username-error",
    requirement: "The match query gives 0 or 1 results; with more Okta stops: `Multiple users found by userName`.",
  }),
  advice:
    "Apply the filter and compare the whole userName: neither a prefix nor a part of it is a match, and an underscore stands for itself.",
  also: ["match-lists-everybody", "eq-as-sql-like"],
  run: async (t) => {
    // The similar names come first: once ann_lee is found, a list that lags behind has all of them.
    const { userName } = t.make.userBody({ label: "ann_lee" });
    await t.make.user({ label: "annxlee" });
    // A target that takes addresses of its own domain only refuses this one.
    await t.post("/Users", t.make.userBody({ label: "ann_lees", overrides: { userName: `${userName}.au` } }));
    const user = await t.make.user({ label: "ann_lee" });
    verify(await supposeFound(t, user)).finds(1);
  },
  defects: {
    "match-query-ignores-filter": on(MATCH_QUERY).url((url) => url.searchParams.delete("filter")),
    "match-query-by-prefix": on(MATCH_QUERY).url((url) => {
      url.searchParams.set("filter", (url.searchParams.get("filter") ?? "").replace(" eq ", " sw "));
    }),
  },
});

const none = defineCheck({
  id: "okta.match.none",
  title: "Okta's match query for an unknown user is answered with an empty list or 404",
  rule: okta({
    id: "OKTA-match-03",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "When nobody matches, the answer is 200 with totalResults 0, or 404 with an Error body; Okta then creates.",
  }),
  advice: "Answer a filter that matches nobody with 200, totalResults 0 and an empty Resources.",
  also: ["match-of-nobody-is-404-in-words"],
  run: async (t) => {
    const { userName } = t.make.userBody({ label: "nobody" });
    verifyNoMatch(await send(t, findUser(userName)));
  },
  defects: {
    "no-match-is-an-error": on(MATCH_QUERY).response(() => errorResponse(400, "no such user", "invalidFilter")),
    "no-match-counts-null": on(MATCH_QUERY).body((body) =>
      body["totalResults"] === 0 ? { ...body, totalResults: null } : body,
    ),
    "no-match-counts-a-text": on(MATCH_QUERY).body((body) =>
      body["totalResults"] === 0 ? { ...body, totalResults: "0" } : body,
    ),
    "no-match-is-404-without-scim-error": on(MATCH_QUERY).response(() =>
      Response.json({ message: "no such user" }, { status: 404 }),
    ),
    "no-match-is-null": on(MATCH_QUERY).response((response) => withJson(response, null)),
    "no-match-lists-everybody": on(MATCH_QUERY).answer(async (request, next) => {
      const result = await readThrough(next, request);
      if (result?.["totalResults"] !== 0) return next(request);
      const everybody = await readThrough(next, request, request.url.replace(/filter=[^&]*&/, ""));
      return Response.json({ ...everybody, totalResults: Math.max(1, Number(everybody?.["totalResults"])) });
    }),
  },
});

const letterCase = defineCheck({
  id: "okta.match.letter-case",
  title: "Okta's match query finds a user whatever the letter case of the name",
  rule: okta({
    id: "OKTA-match-04",
    standing: "observed",
    url: "https://github.com/langfuse/langfuse/pull/13528",
    requirement:
      "userName is compared without regard to letter case, or Okta's query misses the user and creates another.",
  }),
  advice:
    "Compare userName without regard to letter case (it is not caseExact in RFC 7643) and keep it as it was sent.",
  run: async (t) => {
    const user = await t.make.user({ label: "MixEd" });
    verify(await matchUser(t, user.sent.userName.toUpperCase())).listsOnly(user);
    verify(await matchUser(t, user.sent.userName.toLowerCase())).listsOnly(user);
  },
  defects: {
    "match-query-in-exact-case": on(MATCH_QUERY).body((body, request) =>
      keepInList(body, ({ userName }) => userName === matchedValue(request.url)),
    ),
    "match-query-upper-cases-one-side": on(MATCH_QUERY).body((body, request) =>
      keepInList(body, ({ userName }) => String(userName).toUpperCase() === matchedValue(request.url)),
    ),
    "match-query-lower-cases-one-side": on(MATCH_QUERY).body((body, request) =>
      keepInList(body, ({ userName }) => String(userName).toLowerCase() === matchedValue(request.url)),
    ),
  },
});

const inactive = defineCheck({
  id: "okta.match.inactive",
  title: "Okta's match query still finds a user who is inactive",
  rule: okta({
    id: "OKTA-match-05",
    standing: "observed",
    url: "https://devforum.okta.com/t/scim-provisioning-fails-due-to-incorrect-search-filter/27262",
    requirement: "Inactive users are found too; where they are hidden, Okta creates the user again and gets a 409.",
  }),
  features: ["deactivate"],
  advice: "Return users with active false from filters as from GET by id: only `active` tells that they are off.",
  run: async (t) => {
    const user = await t.make.user();
    await supposeFound(t, user);
    await deactivate(t, user);
    verify(await matchUser(t, user.sent.userName)).listsOnly(user);
  },
  defects: {
    "filter-hides-inactive": on(MATCH_QUERY).body((body) => keepInList(body, ({ active }) => active !== false)),
  },
});

/** What Okta needs of the query that it sends before each create. */
export const matchChecks: readonly Check[] = defineFamily({ features: ["create"] }, [
  found,
  single,
  none,
  letterCase,
  inactive,
]);
