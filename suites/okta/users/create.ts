import {
  idOf,
  defineCheck,
  describeOutcome,
  isSuccess,
  on,
  SetUpFailure,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Reply, UserBody } from "../../../src/kit/index.ts";
import { CRUD_TEST, okta, REFERENCE, SPEC_TEST } from "../words/clause.ts";
import { objectAt, oktaIdOf, pushNewUser } from "../words/okta-user.ts";
import { readFound, supposeRead } from "../words/read-user.ts";
import { profileOf, verifyProfile } from "../words/verify-user.ts";

const CREATE = "POST /Users";
const READ = "GET /Users/:id";

const answer = defineCheck({
  id: "okta.create.answer",
  title: "Okta's create is answered with 201, the user and the id by which the user is read",
  rule: okta({
    id: "OKTA-create-01",
    standing: "documented",
    url: REFERENCE,
    requirement: "A create answers 201 with the resource; Okta keeps its id and uses it for every later request.",
  }),
  features: ["create", "update", "deactivate"],
  advice:
    "Answer POST /Users with 201 and the created resource including its id; an empty body makes Okta say `Create new user returned empty user`.",
  also: [
    "answer-to-a-create-is-200",
    "answer-to-a-create-is-empty",
    "answer-to-a-create-has-no-name",
    "create-answers-with-the-id-only",
    "id-is-a-number",
  ],
  run: async (t) => {
    const body = t.make.userBody();
    const answer = verify(await pushNewUser(t, body)).status(201);
    answer.object();
    // The letter case is what okta.create.user-name-case is about.
    answer.at("userName").isLike(body.userName);
    verify(await readFound(t, answer.at("id").isId()))
      .at("userName")
      .isLike(body.userName);
  },
  defects: {
    "create-answers-nothing": on(CREATE).response((response) =>
      response.ok ? new Response(null, { status: 201 }) : response,
    ),
    "create-answers-200": on(CREATE).response((response) =>
      response.status === 201 ? new Response(response.body, { status: 200, headers: response.headers }) : response,
    ),
    "create-answers-another-id": on(CREATE).body((body) => ({ ...body, id: `${String(body["id"])}0` })),
  },
});

const letterCase = defineCheck({
  id: "okta.create.user-name-case",
  title: "The userName of a new user keeps its letter case",
  rule: okta({
    id: "OKTA-create-02",
    // No provisioning is known to stop for this: Okta goes on by id, and only the acceptance test fails.
    standing: "inferred",
    url: SPEC_TEST,
    requirement:
      "Okta's acceptance test wants a userName of mixed case back as it was sent, from the create and from a later GET.",
  }),
  advice:
    "Keep userName as it was sent and fold the letter case only where names are compared; Okta's acceptance test compares it.",
  also: ["every-answer-shows-user-names-in-lower-case"],
  run: async (t) => {
    const body = t.make.userBody({ label: "MixEd" });
    const reply = await push(t, body);
    verifyProfile(reply, { userName: body.userName });
    verifyProfile(await supposeRead(t, idIn(reply)), { userName: body.userName });
  },
  defects: {
    "user-name-stored-in-lower-case": on(CREATE).sent((body) => ({
      ...body,
      userName: String(body["userName"]).toLowerCase(),
    })),
    "user-name-read-in-lower-case": on(READ).resources((user) => ({
      ...user,
      userName: String(user["userName"]).toLowerCase(),
    })),
  },
});

const profile = defineCheck({
  id: "okta.create.profile",
  title: "A new user has the first name, last name and e-mail that Okta sent",
  rule: okta({
    id: "OKTA-create-03",
    standing: "documented",
    url: CRUD_TEST,
    requirement:
      "Okta's test of a whole assignment reads name.givenName, name.familyName and the e-mail of a create back as they were sent.",
  }),
  features: ["create", "import"],
  advice:
    "Store name.givenName, name.familyName and emails of POST /Users and return them from GET under the same names.",
  run: async (t) => {
    const body = t.make.userBody();
    const { givenName, familyName, email } = profileOf(body);
    if ([givenName, familyName, email].every((value) => value === undefined))
      t.skip("the profile's template has neither a name nor an e-mail");
    const reply = await push(t, body);
    verifyProfile(await supposeRead(t, idIn(reply)), { givenName, familyName, email });
  },
  defects: {
    "names-swapped-on-create": on(CREATE).sent((body) => {
      const { givenName, familyName, ...rest } = objectAt(body, "name");
      return { ...body, name: { ...rest, givenName: familyName, familyName: givenName } };
    }),
    "family-name-lost-on-create": on(CREATE).sent((body) => ({
      ...body,
      name: without(Object(body["name"]), "familyName"),
    })),
    "emails-left-out-on-read": on(READ).resources((user) => without(user, "emails")),
  },
});

const active = defineCheck({
  id: "okta.create.active",
  title: "A user whom Okta creates is active",
  rule: okta({
    id: "OKTA-create-04",
    standing: "documented",
    url: SPEC_TEST,
    requirement:
      "A create with active true answers with active true; the user is so from then on, as a later GET shows.",
  }),
  features: ["create"],
  advice:
    "Store `active` as it is sent and return it as a JSON boolean: no invitation or review may leave the user inactive.",
  also: ["answer-to-a-create-is-inactive", "answer-to-a-create-has-no-active"],
  run: async (t) => {
    const reply = await push(t, t.make.userBody());
    for (const answer of [reply, await supposeRead(t, idIn(reply))]) verify(answer).at("active").is(true);
  },
  defects: {
    "created-user-waits-for-invitation": on(CREATE).sent((body) => ({ ...body, active: false })),
    "read-shows-active-as-text": on(READ).resources((user) => ({ ...user, active: String(user["active"]) })),
  },
});

const externalId = defineCheck({
  id: "okta.create.external-id",
  title: "The Okta user id that comes as externalId is kept",
  rule: okta({
    id: "OKTA-create-05",
    standing: "inferred",
    url: "https://github.com/grokability/snipe-it/pull/12049",
    requirement: "externalId of a create is stored and returned, so that a user can be told apart by the Okta id.",
  }),
  advice: "Store externalId with the user and return it; it is the only stable name that both sides know.",
  run: async (t) => {
    const body = t.make.userBody();
    const reply = await push(t, body);
    verify(await supposeRead(t, idIn(reply)))
      .at("externalId")
      .is(oktaIdOf(body));
  },
  defects: {
    "external-id-lost-on-create": on(CREATE).sent((body) => without(body, "externalId")),
  },
});

/** Okta's create, for checks of what comes after it: whether it is answered as Okta needs is judged elsewhere. */
async function push(t: CheckContext, body: UserBody): Promise<Reply> {
  const reply = await pushNewUser(t, body);
  if (isSuccess(reply) && idOf(reply.body) !== undefined) return reply;
  throw new SetUpFailure(`POST /Users as Okta sends it answers ${describeOutcome(reply)}`);
}

function idIn(reply: Reply): string {
  return idOf(reply.body) ?? "";
}

/** What Okta needs of a create. */
export const oktaCreateChecks: readonly Check[] = [answer, letterCase, profile, active, externalId];
