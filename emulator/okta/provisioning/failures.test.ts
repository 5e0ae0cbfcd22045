import { describe, expect, test } from "vitest";
import { OktaOrg } from "../org/okta-org.ts";
import { json, list, person, scimError, scriptedTarget } from "../target.fixture.ts";

type Answer = (request: string) => Response;

/** What the admin reads after Ann is assigned to an app whose target answers like that. */
async function errorAfterAssigning(answer: Answer): Promise<string | null | undefined> {
  const { app, org, target } = await setUp(answer);
  await app.assignUsers([org.addUser(person("Ann"))]);
  expect(target.requests()[0]).toMatch(/^GET \/Users\?filter/);
  return app.assignments().users[0]?.error;
}

async function setUp(answer: Answer) {
  const target = await scriptedTarget("generic", answer);
  const org = new OktaOrg();
  const { session, profile, clock } = target;
  return { target, org, app: org.createApp({ session, profile, clock, name: "App" }) };
}

const isMatch = (request: string): boolean => request.startsWith("GET /Users?filter");
const ANN = { id: "1", userName: "ann@b.example", active: true };

const VERIFYING =
  "Automatic provisioning of user ann@b.example to app App failed: Error while verifying if user ann@b.example exists";
const CREATING = "Automatic provisioning of user ann@b.example to app App failed: Error while creating user Ann Lee";

describe("what the admin reads when", () => {
  test("the token is refused at the match query", async () => {
    const error = await errorAfterAssigning(() => scimError(401, "the token has expired"));
    expect(error).toBe(`${VERIFYING}: Unauthorized. Errors reported by remote server: the token has expired`);
  });

  test("the answer is a page of a proxy", async () => {
    const error = await errorAfterAssigning(() => new Response("<html>", { status: 502 }));
    expect(error).toBe(
      `${VERIFYING}: Bad Gateway. Errors reported by remote server: Invalid JSON: Unexpected character ('<' (code 60))`,
    );
  });

  test("the answer is plain text", async () => {
    const error = await errorAfterAssigning(() => new Response("error code: 1033", { status: 530 }));
    expect(error).toBe(
      `${VERIFYING}: HTTP 530. Errors reported by remote server: Invalid JSON: Unrecognized token 'error'`,
    );
  });

  test("the answer is JSON that nests too deep to be read", async () => {
    const error = await errorAfterAssigning(() => new Response("[".repeat(100_000) + "]".repeat(100_000)));
    expect(error).toBe(`${VERIFYING}: Invalid JSON: JSON nested deeper than 64 levels`);
  });

  test("the answer to a create shows an id that no URL can hold, which is not written to", async () => {
    const { app, org, target } = await setUp((request) =>
      isMatch(request) ? list() : json({ id: "..", userName: "ann@b.example" }, 201),
    );
    const ann = org.addUser(person("Ann"));
    await app.assignUsers([ann]);
    expect(app.assignments().users[0]?.error).toBe(
      `${CREATING}: the answer shows .., which is not what was sent. Okta would store that id; here nothing more is sent.`,
    );
    await app.unassignUsers([ann]);
    expect(target.requests().map((request) => request.split(" ")[0])).toEqual(["GET", "POST"]);
  });

  test("the body of an error is empty", async () => {
    expect(await errorAfterAssigning(() => new Response(null, { status: 500 }))).toBe(
      `${VERIFYING}: Internal Server Error.`,
    );
  });

  test("the match query finds several users", async () => {
    const error = await errorAfterAssigning(() => list(ANN, { ...ANN, id: "2" }, { ...ANN, id: "3" }));
    expect(error).toBe(`${VERIFYING}: Multiple users found by userName. Expected 0 or 1 results but was [3]`);
  });

  test("a counter of the list is a text", async () => {
    const error = await errorAfterAssigning(() => json({ totalResults: 0, startIndex: "1", Resources: [] }));
    expect(error).toBe(`${VERIFYING}: no reason given (startIndex is "1", not a number)`);
  });

  test("a user is created without a body to tell it", async () => {
    const error = await errorAfterAssigning((request) =>
      isMatch(request) ? list() : new Response(null, { status: 201 }),
    );
    expect(error).toBe(`${CREATING}: Create new user returned empty user.`);
  });

  test("a user is created without an id", async () => {
    const error = await errorAfterAssigning((request) => (isMatch(request) ? list() : json({ active: true }, 201)));
    expect(error).toBe(`${CREATING}: the remote server returned a resource without an id`);
  });

  test("the user name is taken by somebody whom the query did not show", async () => {
    const error = await errorAfterAssigning((request) => (isMatch(request) ? list() : scimError(409, "taken")));
    expect(error).toBe(`${CREATING}: Conflict. Errors reported by remote server: taken`);
  });
});

test("a 404 to the match query means that there is nobody", async () => {
  const { app, org, target } = await setUp((request) =>
    isMatch(request) ? scimError(404, "nobody") : json({ ...ANN }, 201),
  );
  expect(await app.assignUsers([org.addUser(person("Ann"))])).toMatchObject({ created: 1 });
  expect(target.requests()[1]).toBe("POST /Users");
});

test("a PATCH that is not implemented is not tried again as a PUT", async () => {
  const { app, org, target } = await setUp((request) => {
    if (isMatch(request)) return list();
    if (request.startsWith("GET")) return json(ANN);
    return request.startsWith("POST") ? json(ANN, 201) : scimError(501, "no PATCH here");
  });
  const ann = org.addUser(person("Ann"));
  await app.assignUsers([ann]);
  target.forget();
  expect(await app.unassignUsers([ann])).toMatchObject({ deactivated: 0, refused: 1 });
  expect(target.requests()).toEqual(["PATCH /Users/1"]);
  expect(app.assignments().users[0]).toEqual({
    userName: "ann@b.example",
    status: "failed",
    error:
      "Automatic deprovisioning of user ann@b.example from app App failed: Error while deactivating user ann@b.example: Not Implemented. Errors reported by remote server: no PATCH here",
  });
});

test("an account that is gone when a profile is pushed is no longer matched", async () => {
  const { app, org } = await setUp((request) => {
    if (isMatch(request)) return list();
    return request.startsWith("POST") ? json(ANN, 201) : scimError(404, "gone");
  });
  const ann = org.addUser(person("Ann"));
  await app.assignUsers([ann]);
  expect(await org.updateProfile(ann, { lastName: "Park" })).toMatchObject({ refused: 1 });
  expect(app.assignments().users[0]?.error).toMatch(/: Matching user not found$/);
});

test("an account that stays inactive when it is brought back is a delay, and retried by hand", async () => {
  const { app, org } = await setUp((request) => {
    if (isMatch(request)) return list(...(made ? [{ ...ANN, active: false }] : []));
    if (request.startsWith("POST")) made = true;
    return json({ ...ANN, active: false }, request.startsWith("POST") ? 201 : 200);
  });
  let made = false;
  const ann = org.addUser(person("Ann"));
  await app.assignUsers([ann]);
  await app.unassignUsers([ann]);
  expect(await app.assignUsers([ann])).toMatchObject({ reactivated: 0, refused: 1 });
  expect(app.assignments().users[0]?.error).toBe(
    "User ann@b.example provision to App failed due to delay in reactivating remote User. Rescheduling provision job.",
  );
});

describe("a rate limit is waited out", () => {
  const busy = (retryAfter?: string): Response =>
    new Response(null, { status: 429, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } });

  test("to the second, where the target says so in whole seconds", async () => {
    let calls = 0;
    const { app, org, target } = await setUp(() => ((calls += 1) <= 2 ? busy("7") : list()));
    await app.assignUsers([org.addUser(person("Ann"))]);
    expect(target.waits).toEqual([7000, 7000]);
  });

  test("for five minutes, ten minutes and so on where it says nothing that Okta reads", async () => {
    const answers = [busy(), busy("Wed, 21 Oct 2026 07:28:00 GMT"), busy("3"), busy("1.5")];
    const { app, org, target } = await setUp(() => answers.shift() ?? list());
    await app.assignUsers([org.addUser(person("Ann"))]);
    expect(target.waits).toEqual([300_000, 600_000, 3000, 1_200_000]);
  });

  test("ten attempts long, then the task fails for good", async () => {
    const { app, org, target } = await setUp(() => busy("1"));
    await app.assignUsers([org.addUser(person("Ann"))]);
    expect(target.requests()).toHaveLength(10);
    expect(target.waits).toHaveLength(9);
    expect(app.assignments().users[0]?.error).toBe(`${VERIFYING}: Too Many Requests.`);
  });
});
