import {
  defineCheck,
  defineFamily,
  describeOutcome,
  eachApart,
  errorResponse,
  isObject,
  isSuccess,
  on,
  shown,
  idOf,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject } from "../../../src/kit/index.ts";
import { findGroup } from "../../../emulator/okta/wire/list-queries.ts";
import { createGroup } from "../../../emulator/okta/wire/write-group.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { verifyGroupName } from "../words/group-members.ts";
import { matchBy } from "../words/match-user.ts";
import { resourcesOf } from "../words/page.ts";
import { send } from "../words/send.ts";

/** What names of groups in Okta hold beside letters and digits. */
const NAMES: readonly string[] = [
  "R&D.emea / ops",
  'The "A" team',
  "C++ (core): 100% #1",
  "Research and Design [EU]",
  "Sales's \\ Zoë, 東京",
];

const punctuation = defineCheck({
  id: "okta.group-push.punctuation",
  title: "A group whose name holds punctuation is created, keeps its name, and is found by Okta's query",
  rule: okta({
    id: "OKTA-group-30",
    standing: "inferred",
    url: REFERENCE,
    seen: "2026-11-30",
    requirement:
      "Okta pushes a group under the name that it has in Okta, where any character may stand, and looks it up by that name.",
  }),
  advice:
    "Take any text as displayName of a group; read the query as percent-encoded UTF-8 and its value as a JSON string.",
  run: async (t) => {
    const { displayName } = t.make.groupBody();
    const plain = await send(t, createGroup({ displayName, members: [] }));
    if (!isSuccess(plain)) t.skip(`the target creates no group of a plain name (${describeOutcome(plain)})`);
    // Where no query finds a plain name okta.group-push.match is about that.
    const isFound = resourcesOf(await matchBy(t, () => send(t, findGroup(displayName)))).length === 1;
    await eachApart(NAMES.map((name) => () => verifyPushed(t, { isFound, displayName: `${displayName} ${name}` })));
  },
  also: [
    "filter-split-at-and-within-a-value",
    "group-filter-keeps-backslashes",
    "group-filter-decoded-as-latin-1",
    "group-filter-ends-at-an-ampersand",
  ],
  defects: {
    "group-name-with-punctuation-refused": on("POST /Groups", { body: hasPunctuation }).answer(() =>
      errorResponse(400, "displayName may hold letters, digits, blanks and hyphens only.", "invalidValue"),
    ),
    "punctuation-taken-out-of-group-names": on("POST /Groups").sent((body) => ({
      ...body,
      displayName: String(body["displayName"]).replaceAll(/["'\\&+#%/]/g, ""),
    })),
    "quotes-in-group-names-escaped-twice": on("POST /Groups").sent((body) => ({
      ...body,
      displayName: String(body["displayName"]).replaceAll('"', "&quot;"),
    })),
  },
});

interface Pushed {
  readonly displayName: string;
  /** False where Okta's query finds no group by a plain name either. */
  readonly isFound: boolean;
}

/** Throws unless a group of that name is created, shows the name, and is found by it. */
async function verifyPushed(t: CheckContext, { displayName, isFound }: Pushed): Promise<void> {
  const reply = await send(t, createGroup({ displayName, members: [] }));
  verify(reply, {
    although: `only its name, ${shown(displayName)}, is another one than that of a group that was created`,
  }).succeeds();
  const id = idOf(reply.body);
  if (id === undefined) return t.skip("the create is answered without an id; see okta.group-push.create");
  await verifyGroupName(t, id, displayName);
  if (!isFound) return;
  const isMeant = (group: JsonObject): boolean => idOf(group) === id;
  const found = await t.settle(
    () => send(t, findGroup(displayName)),
    (answer) => resourcesOf(answer).some(isMeant),
  );
  verify(found, { others: [reply] })
    .at("Resources", isMeant)
    .isObject();
}

function hasPunctuation(body: Json): boolean {
  return isObject(body) && /[^\w\s-]/.test(String(body["displayName"]));
}

/** What Okta needs of the names of groups. */
export const groupNameChecks: readonly Check[] = defineFamily({ needs: ["groups"], features: ["group-push"] }, [
  punctuation,
]);
