// What a right server may do at a create, and what only a remark is made of.
import { expect, test } from "vitest";
import {
  ENTERPRISE_USER_URN,
  errorResponse,
  isArray,
  isObject,
  keepInList,
  on,
  readJson,
  remembering,
  valueAt,
  without,
  withStatus,
} from "../../src/kit/index.ts";
import type { Json, Wrap } from "../../src/kit/index.ts";
import { outcomeOn } from "./outcome-on.fixture.ts";

const CREATE = "POST /Users";
const sends = (name: string): { readonly body: (sent: Json) => boolean } => ({
  body: (sent) => isObject(sent) && name in sent,
});

/** Takes no employeeNumber twice. */
const numbersAreUnique = remembering(() => {
  const taken = new Set<Json>();
  return on(CREATE).answer(async (request, next) => {
    const number = valueAt(await readJson(request), ENTERPRISE_USER_URN, "employeeNumber");
    if (number === undefined) return next(request);
    if (taken.has(number)) return errorResponse(409, "The employeeNumber is taken.", "uniqueness");
    taken.add(number);
    return next(request);
  });
});

/** Requires a nickName, and says so at /Schemas. */
const requiresNickName: Wrap = (next) => {
  const publishes = on("GET /Schemas").resources((schema) => ({
    ...schema,
    attributes: (isArray(schema["attributes"]) ? schema["attributes"] : []).map((attribute) =>
      valueAt(attribute, "name") === "nickName" && isObject(attribute) ? { ...attribute, required: true } : attribute,
    ),
  }));
  const requires = on(CREATE).answer(async (request, server) => {
    const nickName = valueAt(await readJson(request), "nickName");
    return nickName === null ? errorResponse(400, "nickName is required.", "invalidValue") : server(request);
  });
  return publishes(requires(next));
};

const derivesNickName = on("/Users/:id?").resources((user) => ({
  nickName: String(user["userName"]).split("@")[0] ?? "",
  ...user,
}));
const findsNobody = on("GET /Users", { query: (query) => query.has("filter") }).body((list) =>
  keepInList(list, () => false),
);
const conflictIs422 = on(CREATE).response((response) =>
  response.status === 409 ? withStatus(response, 422) : response,
);

test.each<[string, string, Wrap, readonly string[]]>([
  ["users.create.schemas-order", "takes no employeeNumber twice", numbersAreUnique, []],
  ["users.create.unassigned", "requires a nickName", requiresNickName, []],
  ["users.create.unassigned", "derives the nickName from the userName", derivesNickName, []],
  ["users.create.user-name-unique", "finds nobody", findsNobody, ["POST /Users answers 409, and no filter tells"]],
  ["users.create.user-name-unique-in-any-case", "answers 422", conflictIs422, ["answers 422, not 409, to a userName"]],
  [
    "users.create.attribute-names",
    "loses another attribute than userName",
    on(CREATE, sends("DISPLAYNAME")).sent((user) => without(user, "DISPLAYNAME")),
    ["does not show the displayName that was sent as DISPLAYNAME"],
  ],
  [
    "users.create.attribute-names",
    "refuses another attribute than userName",
    on(CREATE, sends("DISPLAYNAME")).answer(() => errorResponse(400, "What is that?")),
    ["POST /Users is refused where displayName is sent as DISPLAYNAME"],
  ],
])("%s passes on a server that %s", async (...[id, , wrap, notes]) => {
  const { kind, heard } = await outcomeOn(id, wrap);
  expect(kind).toBe("pass");
  expect((heard?.notes ?? []).map(({ text }) => text)).toEqual(notes.map((note) => expect.stringContaining(note)));
});

test("what is no JSON is not tried on a server that takes nobody", async () => {
  const { kind } = await outcomeOn(
    "users.create.not-json",
    on(CREATE).answer(() => errorResponse(403, "No.")),
  );
  expect(kind).toBe("no-set-up");
});
