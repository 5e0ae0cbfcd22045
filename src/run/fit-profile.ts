import { UsageError } from "../documents/usage-error.ts";
import type { Profile } from "../profile/profile.ts";
import type { RunChecksOptions } from "./options.ts";

/** The profile with what the options say otherwise. Throws `UsageError` for a domain that is none. */
export function fitProfile(profile: Profile, { domain }: Pick<RunChecksOptions, "domain">): Profile {
  return domain === undefined ? profile : { ...profile, domain: requireDomain(domain) };
}

const LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const DOMAIN = new RegExp(`^(?=.{3,253}$)(?:${LABEL}\\.)+${LABEL}$`);

function requireDomain(domain: string): string {
  if (DOMAIN.test(domain)) return domain;
  throw new UsageError(
    `"${domain}" is not a domain that userNames and addresses can end with.`,
    "Write the domain alone, for example --domain acme.test.",
  );
}
