import { breaking, defineTrafficRule, isPresent, itemsAt, on, without } from "../../src/kit/index.ts";
import type { CheckContext, DeclaredRule, LiveExchange } from "../../src/kit/index.ts";
import { ownResourcesIn, stepsTo, wholeResourcesIn } from "./words/answers.ts";
import type { SeenResource } from "./words/answers.ts";
import { failAt, holdAgainst, toSteps, withoutSecrets } from "./words/fail-at.ts";
import { isEcho, isOtherwisePublished, misfitsOf } from "./words/misfits.ts";
import { wasWithheld } from "./words/sent.ts";

const USER = "/Users/:id?";
const GROUP = "/Groups/:id?";

const texts: DeclaredRule = defineTrafficRule({
  id: "traffic.value.text",
  title: "Texts of users and groups are JSON strings",
  rule: "RFC7643-2.3.1-02",
  advice: "Write names, e-mail addresses, employee numbers and the like as JSON strings, also where they are digits.",
  applies: (x) => resourcesToJudge(x, ownResourcesIn(x)).length > 0,
  judge: (x) => {
    for (const seen of resourcesToJudge(x, ownResourcesIn(x))) {
      const problem = misfitsOf(seen).find(
        ({ keyword, expected, at }) =>
          keyword === "type" &&
          expected.includes("a string") &&
          // Whether they are there, and what they are, other rules say.
          !/^\/(?:id|schemas|userName|displayName)\b/.test(at) &&
          !isOtherwisePublished(x, seen, toSteps(at)) &&
          !isEcho(x, seen.resource, toSteps(at)),
      );
      if (problem !== undefined) failAt(withoutSecrets(x), [...stepsTo(seen), ...toSteps(problem.at)], "a text");
    }
  },
  probe: readBoth,
  defects: {
    "employee-number-as-number": on(USER).resources((user) => ({ ...user, title: 4711 })),
    "e-mail-address-as-object": on(USER).resources((user) => ({
      ...user,
      emails: itemsAt(user, "emails").map((email) => ({ ...email, value: { address: email["value"] ?? null } })),
    })),
    "member-of-a-group-by-number": on(GROUP).resources((group) => ({ ...group, members: [{ value: 17 }] })),
  },
});

const REQUIRED = {
  "/Users": { name: "userName", there: "RFC7643-4.1.1-01" },
  "/Groups": { name: "displayName", there: "RFC7643-4.2-01" },
} as const;

const named: DeclaredRule = defineTrafficRule({
  id: "traffic.resource.name",
  title: "A user is shown with a userName that is not empty, a group with a displayName",
  rule: ["RFC7643-4.1.1-01", "RFC7643-4.1.1-02", "RFC7643-4.2-01"],
  advice: "Return userName with every user and displayName with every group, as a text.",
  applies: (x) => resourcesToJudge(x, wholeResourcesIn(x)).length > 0,
  judge: (x) => {
    for (const seen of resourcesToJudge(x, wholeResourcesIn(x))) {
      const { name, there } = requiredOf(seen);
      const isUser = name === "userName";
      holdAgainst(x, there, ...(isUser ? (["RFC7643-4.1.1-02"] as const) : []));
      const problem = misfitsOf(seen).find(({ at }) => at === `/${name}`);
      if (problem === undefined || wasWithheld(x, seen.resource, name)) continue;
      const rule = problem.keyword === "minLength" ? "RFC7643-4.1.1-02" : there;
      failAt(x, [...stepsTo(seen), name], { expected: isUser ? "a text that is not empty" : "a text", rule });
    }
  },
  probe: readBoth,
  defects: {
    "users-without-a-user-name": breaking(
      "RFC7643-4.1.1-01",
      on("GET /Users/:id").resources((user) => without(user, "userName")),
    ),
    "user-name-is-empty": breaking(
      "RFC7643-4.1.1-02",
      on(USER).resources((user) => ({ ...user, userName: "" })),
    ),
    "groups-without-a-name": breaking(
      "RFC7643-4.2-01",
      on(GROUP).resources((group) => without(group, "displayName")),
    ),
  },
});

/** Rules about the form of users and groups, as their JSON Schemas give it. */
export const formRules: readonly DeclaredRule[] = [texts, named];

/** What a DELETE is answered with is no resource. */
function resourcesToJudge(x: LiveExchange, seen: readonly SeenResource[]): readonly SeenResource[] {
  return x.request.method === "DELETE" ? [] : seen;
}

function requiredOf({ endpoint }: SeenResource): (typeof REQUIRED)[keyof typeof REQUIRED] {
  return endpoint === "/Groups" ? REQUIRED["/Groups"] : REQUIRED["/Users"];
}

async function readBoth(t: CheckContext): Promise<void> {
  await (await t.make.user()).read();
  if (isPresent(t.capabilities.groups)) await (await t.make.group()).read();
}
