import { defineTrafficRule, isPresent, on, readThrough, toReply, verify, without } from "../../../src/kit/index.ts";
import type { CheckContext, DeclaredRule } from "../../../src/kit/index.ts";
import { createGroup, replaceGroup } from "../../../emulator/okta/wire/write-group.ts";
import { idAskedFor } from "../../traffic/words/answers.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { newUser } from "../words/okta-user.ts";
import { pushProfile, renamed } from "../words/push-profile.ts";
import { send } from "../words/send.ts";
import { isAnswered, nameAsked, nameSent } from "./words/oktas-own.ts";

const created: DeclaredRule = defineTrafficRule({
  id: "okta.answers.create",
  title: "Each create by Okta that succeeds is answered with 201, the name that was sent, and an id",
  rule: okta({
    id: "OKTA-answers-01",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "Every create that Okta sends, of a user or of a group, is answered with 201 and the resource; Okta keeps its id.",
  }),
  advice:
    "Answer POST /Users and POST /Groups with 201 and the whole resource that was stored, its id and its name included.",
  applies: (x) => isAnswered(x, { method: "POST", names: "all" }),
  judge: (x) => {
    const answer = verify(toReply(x)).status(201);
    answer.object();
    answer.at("id").isId();
    const sent = nameSent(x);
    // The letter case is for okta.answers.user-name-case.
    if (sent !== undefined) answer.at(nameAsked(x)).isLike(sent);
  },
  probe: async (t) => {
    await send(t, newUser(t.make.userBody()));
    await makeEmptyGroup(t);
  },
  defects: {
    "answer-to-a-create-is-200": on({ method: "POST", path: /^\/(?:Users|Groups)$/ }).response((response) =>
      response.status === 201 ? new Response(response.body, { status: 200, headers: response.headers }) : response,
    ),
    "answer-to-a-create-is-empty": on("POST /Users").response((response) =>
      response.ok ? new Response(null, { status: 201 }) : response,
    ),
    "answer-to-a-create-has-no-id": on("POST /Groups").body((group) => without(group, "id")),
    "answer-to-a-create-has-no-name": on("POST /Users").body((user) => without(user, "userName")),
  },
});

const replaced: DeclaredRule = defineTrafficRule({
  id: "okta.answers.replace",
  title:
    "Each PUT by Okta that succeeds is answered with 200 and the resource, under its id and the name that was sent",
  rule: okta({
    id: "OKTA-answers-02",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "Every PUT that Okta sends, of a user or of a group, is answered with 200 and the updated resource; 204 is for PATCH only.",
  }),
  advice: "Answer PUT with 200 and the resource as it has just been stored, under the id of the URL.",
  applies: (x) => isAnswered(x, { method: "PUT", names: "one" }),
  judge: (x) => {
    const answer = verify(toReply(x)).status(200);
    answer.object();
    answer.at("id").names(idAskedFor(x) ?? "");
    const sent = nameSent(x);
    if (sent !== undefined) answer.at(nameAsked(x)).isLike(sent);
  },
  probe: async (t) => {
    const user = await t.make.user();
    await pushProfile(t, user, { link: false, body: renamed(user.sent, "Renamed") });
    if (!isPresent(t.capabilities.groups)) return;
    const { id } = await t.make.group();
    await send(t, replaceGroup(id, { displayName: t.make.groupBody({ label: "other" }).displayName, members: [] }));
  },
  defects: {
    "answer-to-a-put-is-204": on("PUT").response((response) =>
      response.ok ? new Response(null, { status: 204 }) : response,
    ),
    "answer-to-a-put-is-empty": on("PUT /Users/:id").response((response) =>
      response.ok ? new Response(null, { status: 200 }) : response,
    ),
    "answer-to-a-put-has-another-id": on("PUT /Users/:id").body((user) => ({ ...user, id: `${String(user["id"])}0` })),
    "answer-to-a-put-is-the-group-as-it-was": on("PUT /Groups/:id").answer(async (request, next) => {
      const before = await readThrough(next, request);
      const response = await next(request);
      return response.ok ? Response.json(before) : response;
    }),
  },
});

/** What is documented of the answers to creates and replaces. */
export const writeAnswerRules: readonly DeclaredRule[] = [created, replaced];

async function makeEmptyGroup(t: CheckContext): Promise<void> {
  if (!isPresent(t.capabilities.groups)) return;
  await send(t, createGroup({ displayName: t.make.groupBody().displayName, members: [] }));
}
