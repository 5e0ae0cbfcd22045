// What a query supposes is told as the fault of the check that is about it, and nothing is passed that was not judged.
import { describe, expect, test } from "vitest";
import { loadProfile } from "../src/documents/load-profile.ts";
import { errorResponse, on } from "../src/kit/index.ts";
import type { CheckOutcome } from "../src/engine/checks/run-check.ts";
import type { Wrap } from "../src/kit/index.ts";
import { judgeDeclared } from "../src/self-check/judge-declared.ts";
import { ignoresFilter, picksBy, readsFilterAs, refusesFilter } from "./query/words/filter-defects.ts";
import { SUITES } from "./index.ts";

const generic = await loadProfile("generic");

/** What comes of a check against a server with something round it. */
async function judged(id: string, wrap: Wrap): Promise<string> {
  return (await outcomeOf(id, wrap)).kind;
}

async function outcomeOf(id: string, wrap: Wrap): Promise<CheckOutcome> {
  const check = SUITES.flatMap(({ checks }) => checks).find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  const { outcome } = await judgeDeclared(check, generic, { name: "other", breaks: "OKTA-none", wrap });
  return outcome;
}

const dropsRightSide = readsFilterAs((filter) => filter.replace(/ and .*$/, ""));
const ignoresAttributes = on("GET").url((url) => url.searchParams.delete("attributes"));
const takesNoNames = refusesFilter(/^(?:userName|active|x509Certificates|emails\[)/, "invalidFilter");

describe("another check is about what is wrong:", () => {
  test.each([
    "query.filter.no-match",
    "query.filter.no-wildcards",
    "query.filter.value-path-scope",
    "query.filter.not-equal",
    "query.filter.contains",
    "query.filter.starts-with",
    "query.filter.ends-with",
    "query.filter.and",
    "query.filter.or",
    "query.filter.not",
    "query.filter.precedence",
    "query.filter.grouping",
    "query.filter.boolean",
    "query.filter.defaulted",
    "query.filter.common-attributes",
    "query.filter.date-order",
    "query.filter.text-order",
    "query.filter.complex",
    "query.filter.present",
  ])("%s skips where filters are ignored", async (id) => {
    expect(await judged(id, ignoresFilter())).toBe("skip");
  });

  test.each([
    "query.filter.not",
    "query.filter.precedence",
    "query.filter.grouping",
    "query.filter.boolean",
    "query.filter.defaulted",
    "query.filter.date-order",
    "query.filter.text-order",
    "query.filter.present",
  ])("%s skips where the right side of and is dropped", async (id) => {
    expect(await judged(id, dropsRightSide)).toBe("skip");
  });

  test("query.filter.unknown-attribute passes where 404 is answered for nobody", async () => {
    const noneIs404 = on("GET /Users").response(async (response) =>
      /"totalResults":0/.test(await response.clone().text()) ? errorResponse(404, "Nobody.") : response,
    );
    expect(await judged("query.filter.unknown-attribute", noneIs404)).toBe("pass");
  });

  test("query.filter.common-attributes passes where the right side of and is dropped", async () => {
    expect(await judged("query.filter.common-attributes", dropsRightSide)).toBe("pass");
  });

  test.each(["query.filter.and", "query.filter.grouping"])("%s passes where no filter takes an id", async (id) => {
    expect(
      await judged(
        id,
        picksBy(/\bid eq /, () => false),
      ),
    ).toBe("pass");
  });
});

describe("projections that are ignored are told by query.project.attributes alone:", () => {
  test.each([
    "query.project.sub-attribute",
    "query.project.several",
    "query.project.names",
    "query.project.extension-path",
  ])("%s skips", async (id) => {
    expect(await judged(id, ignoresAttributes)).toBe("skip");
  });
});

describe("nothing is passed that was not judged:", () => {
  test("query.project.names skips where a user has nothing but a userName", async () => {
    const bare = on("GET /Users/:id").resources(({ id, schemas, userName }) => ({
      ...(id !== undefined && { id }),
      ...(schemas !== undefined && { schemas }),
      ...(userName !== undefined && { userName }),
    }));
    expect(await judged("query.project.names", bare)).toBe("skip");
  });

  test("query.page.not-a-number skips where no page is answered", async () => {
    const noLists = on("GET /Users").answer(() => errorResponse(400, "A filter is needed."));
    expect(await judged("query.page.not-a-number", noLists)).toBe("skip");
  });

  test.each(["query.page.starts-at-one", "query.page.start-below-one", "query.page.count", "query.page.past-the-end"])(
    "%s skips where nobody is listed",
    async (id) => {
      const empty = on("GET /Users").body((body) => ({ ...body, totalResults: 0, itemsPerPage: 0, Resources: [] }));
      expect(await judged(id, empty)).toBe("skip");
    },
  );

  test("query.filter.malformed skips where every list is an error of the server", async () => {
    const broken = on("GET /Users").answer(() => errorResponse(500, "Broken."));
    expect(await judged("query.filter.malformed", broken)).toBe("skip");
  });

  test("query.filter.date-order judges the other operators where gt is refused", async () => {
    const wrong = readsFilterAs((filter) => filter.replace(" le ", " gt "));
    expect(await judged("query.filter.date-order", (next) => refusesFilter(/ gt /)(wrong(next)))).toBe("violation");
  });

  test("query.filter.no-match skips where a filter finds nobody at all", async () => {
    expect(
      await judged(
        "query.filter.no-match",
        picksBy(/./, () => false),
      ),
    ).toBe("skip");
  });

  test.each([
    "query.filter.unknown-operator",
    "query.filter.malformed",
    "query.filter.unknown-attribute",
    "query.filter.order-of-booleans",
    "query.filter.order-of-binaries",
    "query.filter.value-path-scope",
  ])("%s skips where the attribute is not taken in filters at all", async (id) => {
    expect(await judged(id, takesNoNames)).toBe("skip");
  });

  test("query.filter.text-order judges the other operators where gt is refused", async () => {
    const wrong = readsFilterAs((filter) => filter.replace(" le ", " lt "));
    expect(await judged("query.filter.text-order", (next) => refusesFilter(/ gt /)(wrong(next)))).toBe("violation");
  });
});

describe("the answers that say what is expected are cited:", () => {
  const small = on("GET /Users").body((body) => ({ ...body, totalResults: 1 }));
  const short = on("GET /Users", { query: (query) => query.get("count") === "10" }).body((body) => ({
    ...body,
    Resources: [],
  }));
  const farAway = on("GET /Users", { query: (query) => Number(query.get("startIndex")) > 1000 }).url((url) =>
    url.searchParams.delete("startIndex"),
  );
  const bare = on("GET /Users/:id", { query: (query) => query.has("excludedAttributes") }).resources(({ id }) => ({
    ...(id !== undefined && { id }),
  }));

  test.each([
    { id: "query.page.total", cited: "three users that were made", wrap: small, least: 4 },
    { id: "query.page.count-zero", cited: "two users that were made", wrap: small, least: 3 },
    { id: "query.page.starts-at-one", cited: "two users that were made", wrap: short, least: 3 },
    { id: "query.page.past-the-end", cited: "the number of users", wrap: farAway, least: 2 },
    { id: "query.project.excluded", cited: "the whole user", wrap: bare, least: 2 },
  ])("$id cites $cited", async ({ id, wrap, least }) => {
    const outcome = await outcomeOf(id, wrap);
    expect(outcome.kind === "violation" && outcome.violation.exchanges.length).toBeGreaterThanOrEqual(least);
  });
});
