import { hash } from "node:crypto";

const GIVEN = ["Ada", "Bruno", "Chidi", "Dana", "Elif", "Farah", "Goran", "Hana", "Ines", "Jamal", "Kofi", "Lucia"];
const FAMILY = ["Abara", "Brandt", "Castillo", "Dvorak", "Eriksen", "Fontaine", "Gallo", "Haddad", "Ito", "Jansen"];

/** Values for the placeholders of a profile's templates. */
export interface TestNames {
  /** Unique; also the local part of userName and e-mail. */
  readonly name: string;
  readonly userName: string;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly displayName: string;
  readonly locale: string;
  readonly externalId: string;
  readonly password: string;
}

/** What names are made from: the run's random id makes them unique, all else follows from seed, scope and label. */
export interface NameSource {
  readonly runId: string;
  readonly seed: number;
  readonly scope: string;
  readonly label: string;
  /** Of userName and e-mail address. */
  readonly domain: string;
}

/** Mark in the name of everything that a run makes. */
export function runMark(runId: string): string {
  return `zsc-${runId}-`;
}

/** Names of one person or group. */
export function toNames(source: NameSource): TestNames {
  const digest = hash("sha256", `${source.seed}/${source.scope}/${source.label}`, "buffer");
  const scope = hash("sha256", source.scope).slice(0, 6);
  const name = `${runMark(source.runId)}${scope}-${source.label}`;
  const givenName = GIVEN[(digest[0] ?? 0) % GIVEN.length] ?? "Ada";
  const familyName = FAMILY[(digest[1] ?? 0) % FAMILY.length] ?? "Abara";
  return {
    name,
    userName: `${name}@${source.domain}`,
    email: `${name}@${source.domain}`,
    givenName,
    familyName,
    displayName: `${givenName} ${familyName}`,
    locale: "en-US",
    // Unique like the name: some targets take no externalId twice, and two runs must not meet.
    externalId: `00u${hash("sha256", `${source.runId}/${source.seed}/${source.scope}/${source.label}`).slice(0, 17)}`,
    password: `Zs1!${digest.toString("base64url").slice(0, 20)}`,
  };
}

/** An externalId with the run's mark and the scope's own, which ends with the label as it is written. */
export function toExternalId({ runId, seed, scope, label }: NameSource): string {
  return `00u${runId}${hash("sha256", `${seed}/${scope}`).slice(0, 6)}${label}`;
}
