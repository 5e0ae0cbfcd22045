// What a right server may do with values that it does not let clients write, or that it fills in by itself.
import { expect, test } from "vitest";
import { isObject, itemsAt, on, readJson, withBody, without } from "../../src/kit/index.ts";
import type { JsonObject, Wrap } from "../../src/kit/index.ts";
import { outcomeOn } from "./outcome-on.fixture.ts";

const WRITES = "POST|PUT /Users/:id?";

/** Publishes the attributes as readOnly, and takes nothing that clients send of them: it has values of its own. */
function owns(own: JsonObject): Wrap {
  const publishes = on("GET /Schemas").resources((schema) => ({
    ...schema,
    attributes: itemsAt(schema, "attributes").map((attribute) =>
      String(attribute["name"]) in own ? { ...attribute, mutability: "readOnly" } : attribute,
    ),
  }));
  const ignores = on(WRITES).sent((user) => ({ ...without(user, ...Object.keys(own)), ...own }));
  return (next) => publishes(ignores(next));
}

/** Gives everybody a userType who has none. */
const hasADefault: Wrap = (next) => async (request) => {
  const sent = ["POST", "PUT"].includes(request.method) ? await readJson(request) : undefined;
  if (!isObject(sent) || !("userName" in sent)) return next(request);
  return next(withBody(request, { ...sent, userType: sent["userType"] ?? "Employee" }));
};

test.each<[string, string, Wrap]>([
  ["users.create.wrong-types", "keeps active to itself", owns({ active: true })],
  ["users.replace.values", "keeps names to itself", owns({ name: { givenName: "Ann", familyName: "Own" } })],
  ["users.replace.values", "keeps e-mails to itself", owns({ emails: [{ type: "work", value: "a@example.com" }] })],
  ["users.replace.unassign", "keeps titles to itself", owns({ title: "Staff" })],
  ["users.replace.unassign", "has a default for userType", hasADefault],
])("%s passes on a server that %s", async (id, _, wrap) => {
  const { kind, heard } = await outcomeOn(id, wrap);
  expect(kind).toBe("pass");
  expect(heard?.notes ?? []).toEqual([]);
});

test("users.replace.id-ignored leaves an answer without an id to users.replace.answer", async () => {
  const withoutId = on("PUT /Users/:id").body((user) => without(user, "id"));
  expect((await outcomeOn("users.replace.id-ignored", withoutId)).kind).toBe("pass");
  expect((await outcomeOn("users.replace.answer", withoutId)).kind).toBe("violation");
});
