// A suite of your own: a rule that only your service has, checked beside the built-in ones and proven as they are.
//
//   SCIM_URL=https://host/scim/v2 SCIM_TOKEN=... node examples/own-check.ts
//
// Without SCIM_URL the bundled reference server is checked.
import { isProven, proveSuites, runChecks } from "zi-scim-check";
import type { Proof, Run } from "zi-scim-check";
import {
  defineCheck,
  defineSuite,
  ENTERPRISE_USER_URN,
  on,
  ownRule,
  USER_URN,
  valueAt,
  verify,
} from "zi-scim-check/kit";
import type { CheckContext, Json, JsonObject, Made, Suite, UserBody } from "zi-scim-check/kit";

const SIX_DIGITS = ownRule({
  id: "ACME-users-01",
  text: "The employee number of a user has 6 digits; zeros in front belong to it.",
  url: "https://wiki.acme.example/provisioning#employee-number",
  severity: "must",
});

const shownNumber = defineCheck({
  id: "acme.users.number-shown",
  title: "A user shows the employee number that he was given, with its zeros",
  rule: SIX_DIGITS,
  needs: ["enterprise"],
  advice: "Store employeeNumber as the text that was sent; a number loses the zeros in front.",
  run: async (t) => {
    const user = await makeUser(t, "004711");
    const reply = await t.get(user.path);
    verify(reply).status(200);
    verify(reply).at(ENTERPRISE_USER_URN, "employeeNumber").is("004711");
  },
  defects: {
    "acme-number-loses-zeros": on("GET /Users/:id").resources((user) =>
      withNumber(user, (text) => String(Number(text))),
    ),
    "acme-number-not-stored": on("POST /Users").sent((user) => withNumber(user, () => null)),
  },
});

const keptNumber = defineCheck({
  id: "acme.users.number-kept",
  title: "A PATCH of another attribute leaves the employee number as it is",
  rule: SIX_DIGITS,
  needs: ["enterprise", "patch"],
  advice: "Change only the attributes that the operations of a PATCH name.",
  run: async (t) => {
    const user = await makeUser(t, "000042");
    verify(await t.patch(user.path, [{ op: "replace", path: "displayName", value: "Ann Lee" }])).succeeds();
    verify(await t.get(user.path))
      .at(ENTERPRISE_USER_URN, "employeeNumber")
      .is("000042");
  },
  defects: {
    "acme-number-is-reset": on("GET /Users/:id", { after: "PATCH /Users/:id" }).resources((user) =>
      withNumber(user, () => "000000"),
    ),
  },
  // What the other check must notice, this one notices too.
  also: ["acme-number-loses-zeros"],
});

/** A user with an employee number, made for the check and removed when it ends. */
function makeUser(t: CheckContext, employeeNumber: string): Promise<Made<UserBody>> {
  const schemas = [USER_URN, ENTERPRISE_USER_URN];
  return t.make.user({ overrides: { schemas, [ENTERPRISE_USER_URN]: { employeeNumber } } });
}

/** The user with another employee number; one who has none stays as he is. */
function withNumber(user: JsonObject, change: (text: string) => Json): JsonObject {
  const text = valueAt(user, ENTERPRISE_USER_URN, "employeeNumber");
  return typeof text === "string" ? { ...user, [ENTERPRISE_USER_URN]: { employeeNumber: change(text) } } : user;
}

/** The rules of the made-up company Acme. */
export const acme: Suite = defineSuite({
  id: "acme",
  title: "What Acme demands beyond the RFCs",
  checks: [shownNumber, keptNumber],
  trafficRules: [],
});

/** Runs Acme's own suite and a built-in one. */
export function checkForAcme(url: string | undefined, token: string | undefined): Promise<Run> {
  return runChecks({
    ...(url === undefined ? {} : { url }),
    ...(token === undefined ? {} : { credentials: { kind: "bearer", token } }),
    // Without a url the bundled server would be checked as ZoomInfo's, which has no employee numbers.
    profile: "generic",
    suites: ["discovery", acme],
    scenarios: false,
  });
}

/** Shows that no check of the suite fails a sound server, and that each notices all of its defects. */
export function proveAcme(): Promise<readonly Proof[]> {
  return proveSuites([acme]);
}

if (import.meta.main) {
  for (const proof of await proveAcme()) {
    const noticed = proof.defects.filter((defect) => defect.noticed).length;
    process.stdout.write(`${isProven(proof) ? "proven" : "NOT PROVEN"}  ${proof.id}  ${noticed} defects noticed\n`);
  }
  const { findings } = await checkForAcme(process.env["SCIM_URL"], process.env["SCIM_TOKEN"]);
  for (const { check, verdict, reason } of findings.filter(({ suite }) => suite === "acme")) {
    process.stdout.write(`${verdict}  ${check}  ${reason}\n`);
  }
}
