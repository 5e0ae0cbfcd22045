import {
  defineCheck,
  describeOutcome,
  errorResponse,
  filterOf,
  isObject,
  isSuccess,
  itemsAt,
  on,
  PATCH_OP_URN,
  quoted,
  readJson,
  readThrough,
  remembering,
  toRead,
  valueAt,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, FetchHandler, Json, Reply, Wrap } from "../../../src/kit/index.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { activeOfPatch } from "../words/active-of-patch.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { makeGroup, makeMembers, verifyGroupHas } from "../words/group-members.ts";
import { oktaIdOf, pushNewUser, skipUnlessTaken } from "../words/okta-user.ts";
import { readCurrent } from "../words/read-user.ts";
import { send } from "../words/send.ts";
import { deactivate, reactivate, skipUnlessActive } from "../words/switch-user.ts";
import { verifyActive } from "../words/verify-user.ts";

const CREATE = "POST /Users";
const SWITCH_OFF = {
  method: "PATCH",
  path: /^\/Users\/[^/]+$/,
  body: (body: Json) => activeOfPatch(body) === false,
} as const;

const newName = defineCheck({
  id: "okta.return.new-name",
  title: "A person who comes back under another userName is created, though the old record is there, inactive",
  rule: okta({
    id: "OKTA-return-01",
    standing: "observed",
    url: "https://github.com/better-auth/better-auth/issues/11111",
    requirement:
      "Whoever was renamed while unassigned is not found by name: Okta creates the user, with the externalId of the inactive record.",
  }),
  features: ["create"],
  advice:
    "Do not refuse a create for an externalId that an inactive user has: make a new user, or bring the old one back and answer 200 or 201.",
  also: ["external-id-must-be-unique"],
  run: async (t) => {
    const user = await t.make.user({ overrides: { externalId: `00u${t.runId}Back` } });
    await deactivate(t, user);
    const body = t.make.userBody({ label: "back", overrides: { externalId: oktaIdOf(user.sent) } });
    const reply = await pushNewUser(t, body);
    if (!isSuccess(reply)) await skipUnlessTaken(t);
    const answer = verify(reply, { others: [user.reply], although: "whoever has the externalId is inactive" });
    await verifyActive(t, answer.succeeds().at("id").isId(), true);
  },
  defects: {
    "inactive-user-keeps-the-external-id": onKnownExternalId(() =>
      errorResponse(409, "externalId already exists.", "uniqueness"),
    ),
    "create-answers-with-the-inactive-user": onKnownExternalId((request, next, url) => next(toRead(request, url))),
  },
});

const memberships = defineCheck({
  id: "okta.return.memberships",
  title: "A user who was deactivated and is brought back is still a member of the groups",
  rule: okta({
    id: "OKTA-return-02",
    standing: "inferred",
    url: REFERENCE,
    requirement:
      "A reactivation is one request about the user; Okta sends memberships when they change in Okta, and here they did not.",
  }),
  needs: ["groups"],
  advice: "Keep the memberships of a user who is deactivated, hidden if need be, and show them again afterwards.",
  run: async (t) => {
    const users = await makeMembers(t, 2);
    const group = await makeGroup(t, users);
    const [user] = users;
    if (user === undefined) return t.skip("nobody could be made");
    const writes = [await deactivate(t, user)];
    const after = await reactivate(t, user);
    await verifyGroupHas(t, { id: group.id, after, writes }, users);
  },
  defects: { "deactivation-ends-memberships": endMemberships },
});

const createDefault = defineCheck({
  id: "okta.return.create-default",
  title: "A user who is created without a word about active is active",
  rule: okta({
    id: "OKTA-return-03",
    standing: "inferred",
    url: REFERENCE,
    requirement: "Okta switches users off by active false alone: what leaves active out is no deactivation.",
  }),
  advice: "Take a create without `active` for one with active true.",
  run: async (t) => {
    await skipUnlessActive(t, await t.make.user({ overrides: { active: true } }));
    const user = await t.make.user({ overrides: { active: undefined } });
    // A server that never shows it says nothing about it.
    const { active } = await readCurrent(t, user.id);
    if (active === undefined) t.skip("the target shows no active unless it was sent");
    await verifyActive(t, user.id, true);
  },
  defects: {
    "create-without-active-makes-nobody-active": on(CREATE).sent((user) => ({
      ...user,
      active: user["active"] ?? false,
    })),
  },
});

const updateDefault = defineCheck({
  id: "okta.return.update-default",
  title: "A PUT without a word about active leaves the user active",
  rule: okta({
    id: "OKTA-return-04",
    standing: "inferred",
    url: REFERENCE,
    requirement: "A profile push never changes active: it goes out again only where GET has shown it.",
  }),
  advice: "Leave a user as active as he was when the body of a PUT does not name `active`.",
  run: async (t) => {
    const user = await t.make.user();
    await skipUnlessActive(t, user);
    const current = await readCurrent(t, user.id);
    const reply = await t.put(user.path, without(current, "active"));
    if (!isSuccess(reply)) t.skip(`PUT without active answers ${describeOutcome(reply)}`);
    await t.stays(
      () => send(t, readUser(user.id)),
      (read: Reply) =>
        verify(read, { although: "the PUT does not name it" })
          .status(200)
          .at("active")
          .holds("true, or none", (active) => active !== false),
    );
  },
  defects: {
    "put-without-active-deactivates": on("PUT /Users/:id").sent((user) => ({
      ...user,
      active: user["active"] ?? false,
    })),
  },
});

/** What becomes of a person who leaves and comes back. */
export const returnChecks: readonly Check[] = [newName, memberships, createDefault, updateDefault];

/** Meddles with creates that carry the externalId of a user who was switched off; `url` is that of the user. */
function onKnownExternalId(
  answer: (request: Request, next: FetchHandler, url: string) => Response | Promise<Response>,
): Wrap {
  return remembering(() => {
    const known = new Map<unknown, string>();
    const note = on(CREATE).body((user) => {
      known.set(user["externalId"], String(valueAt(user, "meta", "location")));
      return user;
    });
    const meddle = on(CREATE).answer(async (request, next) => {
      const url = known.get(valueAt(await readJson(request), "externalId"));
      const user = url === undefined ? undefined : await readThrough(next, request, url);
      return url !== undefined && user?.["active"] === false ? answer(request, next, url) : next(request);
    });
    return (next) => meddle(note(next));
  });
}

/** A server that takes whoever is switched off out of all groups. */
function endMemberships(next: FetchHandler): FetchHandler {
  return on(SWITCH_OFF).answer(async (request, behind) => {
    const [base = "", id = ""] = request.url.split("/Users/");
    const list = await readThrough(behind, request, `${base}/Groups?count=1000`);
    for (const group of itemsAt(list, "Resources").filter((one) => isMember(one, id))) {
      const body = {
        schemas: [PATCH_OP_URN],
        Operations: [{ op: "remove", path: filterOf`members[value eq ${quoted(decodeURIComponent(id))}]` }],
      };
      const { headers } = request;
      const url = `${base}/Groups/${String(group["id"])}`;
      await behind(new Request(url, { method: "PATCH", headers, body: JSON.stringify(body) }));
    }
    return behind(request);
  })(next);
}

function isMember(group: Json, id: string): boolean {
  return itemsAt(group, "members").some((member) => isObject(member) && member["value"] === id);
}
