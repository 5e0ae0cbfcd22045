import {
  defineCheck,
  errorResponse,
  idOf,
  isObject,
  itemsAt,
  LIST_RESPONSE_URN,
  on,
  pathTo,
  valueAt,
  without,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, Match, Reply } from "../../../src/kit/index.ts";
import { specRule } from "../words/spec-rule.ts";
import { PAGE_OF_ONE, specGet } from "../words/spec-requests.ts";
import { specAnswer } from "../words/spec-answer.ts";

const ONE: Match = { method: "GET", path: /^\/Users$/, query: (query) => query.get("count") === "1" };

const page = defineCheck({
  id: "okta-spec.users.list",
  title: "Step 1: a page of one user shows a user with names, an address and a state",
  rule: specRule(
    1,
    "GET /Users?count=1&startIndex=1 gives 200, a ListResponse with three numbers, and a first user with id, both names, userName, active and an address.",
  ),
  advice:
    "Answer with a ListResponse whose counters are numbers, and show id, name.familyName, name.givenName, userName, active and emails of each user.",
  // Other checks make users without names.
  exclusive: true,
  run: async (t) => {
    await twoUsers(t);
    await t.eventually(
      () => specGet(t, PAGE_OF_ONE),
      (reply) => verifyFirstUser(t, reply),
    );
  },
  defects: {
    "page-of-one-is-refused": on(ONE).response(() => errorResponse(400, "count is too small", "invalidValue")),
    "page-of-one-shows-nobody": on(ONE).body((body) => ({ ...body, Resources: [] })),
    "page-of-one-is-no-list-response": on(ONE).body((body) => ({ ...body, schemas: ["urn:example:list"] })),
    "page-of-one-counts-in-texts": on(ONE).body((body) => ({ ...body, startIndex: String(body["startIndex"]) })),
    "page-of-one-without-family-name": on(ONE).resources((user) => ({ ...user, name: withoutIn(user, "familyName") })),
    "page-of-one-without-addresses": on(ONE).resources((user) => without(user, "emails")),
    "page-of-one-without-state": on(ONE).resources((user) => without(user, "active")),
  },
});

const single = defineCheck({
  id: "okta-spec.users.read",
  title: "Step 2: the user of the first page is read by the id that stands there",
  rule: specRule(
    2,
    "GET /Users/{id} of the first listed user gives 200, that id, both names, userName, active and an address.",
  ),
  advice: "Show in GET /Users/{id} the same id and the same attributes as in the list.",
  exclusive: true,
  run: async (t) => {
    await twoUsers(t);
    const listed = await t.supposing(
      "okta-spec.users.list",
      () => specGet(t, PAGE_OF_ONE),
      (reply) => {
        // Whatever else is wrong with the page, the test takes the id from it.
        specAnswer(reply).status(200);
        specAnswer(reply).isFilled("Resources", 0, "id");
        return reply;
      },
    );
    skipLeftOver(t, listed);
    const id = idOf(itemsAt(listed.body, "Resources")[0]) ?? "";
    const answer = specAnswer(await specGet(t, pathTo`/Users/${id}`));
    answer.status(200);
    answer.isFilled("id");
    verifyPerson(answer, []);
    answer.equals(id, "id");
  },
  defects: {
    "user-by-id-without-given-name": on("GET /Users/:id").resources((user) => ({
      ...user,
      name: withoutIn(user, "givenName"),
    })),
    "user-by-id-with-empty-addresses": on("GET /Users/:id").resources((user) => ({ ...user, emails: [] })),
    "user-by-id-without-its-state": on("GET /Users/:id").resources((user) => without(user, "active")),
  },
});

/** The test wants one user beforehand; with two the page is a part of the list, so that nobody may leave counters out. */
async function twoUsers(t: CheckContext): Promise<void> {
  await Promise.all([t.make.user(), t.make.user()]);
}

function verifyFirstUser(t: CheckContext, reply: Reply): void {
  const answer = specAnswer(reply);
  answer.status(200);
  answer.isFilled("Resources");
  answer.isOf(LIST_RESPONSE_URN);
  for (const name of ["itemsPerPage", "startIndex", "totalResults"]) answer.isNumber(name);
  skipLeftOver(t, reply);
  answer.isFilled("Resources", 0, "id");
  verifyPerson(answer, ["Resources", 0]);
}

function verifyPerson(answer: ReturnType<typeof specAnswer>, at: readonly (string | number)[]): void {
  answer.isFilled(...at, "name", "familyName");
  answer.isFilled(...at, "name", "givenName");
  for (const name of ["userName", "active"]) answer.isFilled(...at, name);
  answer.isFilled(...at, "emails", 0, "value");
}

/** Made by the run, but not by the template: it says nothing of the people on the target. */
function skipLeftOver(t: CheckContext, { body }: Reply): void {
  const userName = valueAt(itemsAt(body, "Resources")[0], "userName");
  const scope = /^zsc-\w+-[0-9a-f]{6}-/.exec(t.make.userBody({ label: "own" }).userName)?.[0] ?? "";
  const isOfRun = typeof userName === "string" && userName.toLowerCase().includes(t.runId.toLowerCase());
  if (isOfRun && !userName.toLowerCase().startsWith(scope.toLowerCase()))
    t.skip("the first user of the list is one that another check has made and could not remove");
}

function withoutIn(user: JsonObject, member: string): JsonObject {
  const { name } = user;
  return isObject(name) ? without(name, member) : {};
}

/** What the test asks of a list and of a reading. */
export const specListChecks: readonly Check[] = [page, single];
