import { toProfile } from "../profile/profile-document.ts";
import type { ProfileDocument } from "../profile/profile-document.ts";
import { profileProblems } from "../profile/profile-problems.ts";
import type { Profile } from "../profile/profile.ts";
import { withProviderSettings } from "./provider-settings.ts";
import { readDocument } from "./read-document.ts";
import { rejectProblems, validateDocument } from "./validate-document.ts";

/**
 * A profile by the name of a built-in one (`generic`, `okta`, `zoominfo`) or the path of a YAML file. Throws `UsageError`
 * with file, line and what is wrong when there is none or it is not valid.
 */
export async function loadProfile(nameOrPath: string): Promise<Profile> {
  const document = await readDocument("profile", nameOrPath);
  const profile = await validateDocument<ProfileDocument>(document, "profile", (schema) =>
    withProviderSettings(schema, "profile"),
  );
  rejectProblems(document, profileProblems(profile));
  return toProfile(profile);
}
