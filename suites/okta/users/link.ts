import {
  defineCheck,
  errorResponse,
  ignoreWrite,
  isObject,
  on,
  ownText,
  rewriteWrite,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, Reply } from "../../../src/kit/index.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { pushProfile, renamed } from "../words/push-profile.ts";
import { eventuallyShows, readCurrent } from "../words/read-user.ts";
import { send } from "../words/send.ts";
import { verifyUserShows } from "../words/verify-user.ts";

const REPLACE = "PUT /Users/:id";

const accepted = defineCheck({
  id: "okta.link.accepted",
  title: "An existing user is linked by a PUT of the server's own representation with Okta's values in it",
  rule: okta({
    id: "OKTA-link-01",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "Okta reads the user that its query found and puts the representation back with its own values merged in: id, meta and an empty groups come along.",
  }),
  features: ["create", "update"],
  advice: "Ignore readOnly members (id, meta, groups) in the body of a PUT and store the rest.",
  run: async (t) => {
    const user = await t.make.user();
    verify(await pushProfile(t, user, { link: true, body: renamed(user.sent, "Linked") })).succeeds();
    await verifyUserShows(t, user.id, { givenName: "Linked" });
  },
  defects: {
    "put-refuses-meta": on(REPLACE, { body: (body) => isObject(body) && "meta" in body }).answer(() =>
      errorResponse(400, "meta is readOnly", "mutability"),
    ),
    "put-refuses-id": on(REPLACE, { body: (body) => isObject(body) && "id" in body }).answer(() =>
      errorResponse(400, "id is readOnly", "mutability"),
    ),
    "put-refuses-empty-groups": on(REPLACE, { body: (body) => isObject(body) && "groups" in body }).answer(() =>
      errorResponse(400, "groups is readOnly", "mutability"),
    ),
    "put-has-no-effect": ignoreWrite(REPLACE),
  },
});

const externalId = defineCheck({
  id: "okta.link.external-id",
  title: "The externalId that a linking PUT sets is kept",
  rule: okta({
    id: "OKTA-link-02",
    standing: "inferred",
    url: "https://github.com/grokability/snipe-it/pull/12049",
    requirement: "Where externalId is kept at all, the PUT that links a user sets it to the Okta user id.",
  }),
  advice: "Store externalId on PUT as on POST.",
  also: ["put-of-users-is-not-implemented"],
  run: async (t) => {
    const [first, linked] = [`before-${ownText(t)}`, `00uLinked${ownText(t)}`];
    const user = await t.make.user({ overrides: { externalId: first } });
    await readCurrent(t, user.id);
    const read = (): Promise<Reply> => send(t, readUser(user.id));
    await t.supposing("okta.create.external-id", read, (reply) => verify(reply).at("externalId").is(first));
    verify(await pushProfile(t, user, { link: true, body: { ...user.sent, externalId: linked } })).succeeds();
    await eventuallyShows(t, user.id, (answer) => answer.at("externalId").is(linked));
  },
  defects: {
    "put-drops-external-id": on(REPLACE).sent((body) => without(body, "externalId")),
    "put-keeps-first-external-id": rewriteWrite(REPLACE, (body, current) => ({
      ...body,
      externalId: current["externalId"],
    })),
  },
});

/** What Okta needs of the PUT that links an existing user. */
export const linkChecks: readonly Check[] = [accepted, externalId];
