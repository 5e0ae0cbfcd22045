import {
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  isSuccess,
  on,
  ownText,
  verify,
} from "../../../src/kit/index.ts";
import type { Check } from "../../../src/kit/index.ts";
import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { patchPassword } from "../../../emulator/okta/wire/patch-password.ts";
import { isCrash } from "../../protocol/words/is-crash.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { send } from "../words/send.ts";

const PASSWORD = {
  method: "PATCH",
  path: /^\/Users\/./,
  body: (body: unknown) => JSON.stringify(body).includes("password"),
};

const sync = defineCheck({
  id: "okta.password.patch",
  title: "A PATCH that replaces the password is taken or refused, and does not make the server fail",
  rule: okta({
    id: "OKTA-password-01",
    standing: "inferred",
    url: REFERENCE,
    seen: "2026-11-30",
    requirement:
      "Apps of Okta's catalogue sync passwords by PATCH; by analogy with a deactivation the body is one replace of password without a path.",
  }),
  dialects: ["oin"],
  advice: "Take password in a PATCH without a path, or refuse it with a 4xx that says why: an app may sync passwords.",
  run: async (t) => {
    const user = await t.make.user();
    const plain = await send(t, patchActive(user.id, true));
    if (isCrash(plain)) t.skip(`PATCH of active answers ${describeOutcome(plain)}, too; see okta.deactivate.patch`);
    const reply = await send(t, patchPassword(user.id, `Zs1!${ownText(t)}`));
    verify(reply, { others: [plain] }).that(
      !isCrash(reply),
      `${describeRequest(reply)} of a password answers ${describeOutcome(reply)}`,
      {
        expected: ["status 200 or 204", "a 4xx, or 501, that says that passwords are not taken"],
      },
    );
    if (!isSuccess(reply)) t.note(reply, `${describeRequest(reply)} refuses a password: Sync Password fails in Okta.`);
  },
  defects: {
    "patch-of-a-password-crashes": on(PASSWORD).answer(() => errorResponse(500, "Cannot read properties of null")),
    "patch-of-a-password-is-a-bad-gateway": on(PASSWORD).answer(() => new Response("Bad Gateway", { status: 502 })),
  },
});

/** What Okta needs of passwords. */
export const passwordChecks: readonly Check[] = [sync];
