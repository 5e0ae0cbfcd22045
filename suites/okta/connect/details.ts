import { defineCheck, errorResponse, isObject, on, verify, withJson, without } from "../../../src/kit/index.ts";
import type { Check, CheckContext, Reply, Wrap } from "../../../src/kit/index.ts";
import { connectorTest } from "../../../emulator/okta/wire/list-queries.ts";
import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { pushNewUser } from "../words/okta-user.ts";
import { okta } from "../words/clause.ts";
import { send } from "../words/send.ts";

const detail = defineCheck({
  id: "okta.errors.detail",
  title: "Refusals say why in their detail",
  rule: okta({
    id: "OKTA-errors-04",
    standing: "inferred",
    url: "https://help.okta.com/en/prod/Content/Topics/Provisioning/LCM-Prov/troubleshooting.htm",
    requirement:
      "What the admin reads after `Errors reported by remote server:` is the detail of the error body; nothing is known to stop where there is none.",
  }),
  advice: "Put a sentence into the `detail` of every error that names what is wrong: the admin reads it in Okta.",
  also: ["refused-create-has-no-detail"],
  run: async (t) => {
    const refused = (await refusals(t)).filter(isRefusal);
    if (refused.length === 0) t.skip("the target refuses none of what is wrong with a JSON body");
    for (const reply of refused) {
      verify(reply)
        .at("detail")
        .holds("a text for the admin", (found) => typeof found === "string" && found.trim() !== "");
    }
  },
  defects: {
    "unknown-user-without-detail": onStatus(404, () => errorResponse(404, "")),
    "conflict-without-detail": onStatus(409, () => errorResponse(409, " ")),
    "patch-of-nobody-without-detail": on("PATCH /Users/:id").response((response) =>
      response.status === 404 ? errorResponse(404, "") : response,
    ),
    "refused-create-under-another-name": onStatus(400, (response) =>
      withJson(response, { error: "userName is required" }),
    ),
    "wrong-token-without-detail": onStatus(401, () => errorResponse(401, "")),
  },
});

/** Answers to requests that are wrong, each in another way. Whether they are refused at all is for other checks. */
async function refusals(t: CheckContext): Promise<readonly Reply[]> {
  const { sent } = await t.make.user();
  const { path, headers } = connectorTest();
  return [
    await send(t, readUser(await t.make.unknownUserId())),
    await pushNewUser(t, sent),
    await t.post("/Users", without(t.make.userBody(), "userName")),
    await send(t, patchActive(await t.make.unknownUserId(), false)),
    await t.get(path, { headers, credentials: "wrong" }),
  ];
}

function isRefusal({ status, body }: Reply): boolean {
  return status >= 400 && status < 500 && isObject(body);
}

function onStatus(status: number, change: (response: Response) => Response): Wrap {
  return on({}).response((response) => (response.status === status ? change(response) : response));
}

/** What Okta's admin reads of a refusal. */
export const detailChecks: readonly Check[] = [detail];
