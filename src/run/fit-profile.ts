import { UsageError } from "../documents/usage-error.ts";
import { CAP_HOOKS, THE_PLAN, capRules, isCap } from "../profile/seat-cap.ts";
import type { Profile } from "../profile/profile.ts";
import type { RunChecksOptions } from "./options.ts";

/** The profile where none is named: that of the bundled server has products, which a plain cap excludes. */
export function defaultProfile({ url, seats = [] }: Pick<RunChecksOptions, "url" | "seats">): string {
  const isCapped = seats.some(({ product }) => product === THE_PLAN);
  return url === undefined && !isCapped ? "zoominfo" : "generic";
}

/** The profile with what the options say otherwise. Throws `UsageError` for a domain that is none. */
export function fitProfile(
  profile: Profile,
  { domain, seats = [] }: Pick<RunChecksOptions, "domain" | "seats">,
): Profile {
  const cap = seats.find(({ product }) => product === THE_PLAN);
  const capped = cap === undefined ? profile : withCap(profile, cap.total);
  const sold = isCap(capped.seats) ? { ...capped, hooks: { ...CAP_HOOKS, ...capped.hooks } } : capped;
  return domain === undefined ? sold : { ...sold, domain: requireDomain(domain) };
}

/** A profile with products of its own stays as it is: that both are stated is told elsewhere. */
export function withCap(profile: Profile, total: number): Profile {
  return profile.seats?.attribute === undefined ? { ...profile, seats: capRules(total) } : profile;
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
