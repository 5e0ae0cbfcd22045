import type { TestFiles } from "../../../src/engine/identity-provider.ts";

/** An id that Okta's script takes for one that nobody has. */
const NOBODY = "010101001010101011001010101011";

/** What Okta's exported tests (SPEC, CRUD, entitlements) are given by whoever imports them: variables, and initial scripts. */
export const OKTA_TEST_FILES: TestFiles = {
  baseUrl: ["SCIMBaseURL", "SCIMUrl", "SCIM Base URL"],
  authorization: ["auth", "SCIMAuth"],
  values: ({ runId, domain }) => {
    // Upper and lower case, as in Okta's: whoever stores the name in small letters fails the test.
    const digits = digitsOf(runId);
    const givenName = `Runscope${digits}`;
    const familyName = `Zsc${runId}${digits}`;
    const address = `${givenName}${familyName}@${domain}`;
    return {
      randomGivenName: givenName,
      randomFamilyName: familyName,
      randomEmail: address,
      randomUsername: address,
      randomUsernameCaps: address.toUpperCase(),
      randomGroupName: `Runscope${runId}`,
      InvalidUserEmail: `abcdefgh-${runId}@${domain}`,
      UserIdThatDoesNotExist: NOBODY,
      okta_user_firstname: givenName,
      okta_user_firstname_update: `${givenName}update`,
      okta_user_lastname: familyName,
      okta_user_email: address,
      okta_user_title: "Engineer",
      okta_user_primaryphone: "5550100",
      oktaToken: "emulated",
      oktaAppId: "0oaemulated",
    };
  },
  // The client is loaded when a test drives it.
  api: {
    variable: "oktaOrgUrl",
    create: async (options) => (await import("./admin-api.ts")).createAdminApi(options),
  },
};

/** Three digits that follow from the run's id. */
function digitsOf(runId: string): string {
  const sum = runId.split("").reduce((total, letter) => total * 31 + letter.charCodeAt(0), 7);
  return (sum % 1000).toString().padStart(3, "0");
}
