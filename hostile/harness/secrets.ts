import { randomBytes } from "node:crypto";

/** Secrets that are planted in a run, to be looked for in everything that it leaves. */
export interface PlantedSecrets {
  readonly token: string;
  readonly header: string;
  /** Where any of them stands, plain or encoded: the names of those texts. */
  readonly foundIn: (texts: Readonly<Record<string, string>>) => readonly string[];
}

/** Makes up secrets with letters that look different in a URL. */
export function plantSecrets(): PlantedSecrets {
  const token = `tok+${randomBytes(9).toString("hex")}/planted==`;
  const header = `hdr+${randomBytes(9).toString("hex")}/planted`;
  const spellings = [token, header].flatMap(spellingsOf);
  return {
    token,
    header,
    foundIn: (texts) =>
      Object.entries(texts)
        .filter(([, text]) => spellings.some((secret) => text.includes(secret)))
        .map(([name]) => name),
  };
}

/** The random middle alone would be a leak too: it is what nobody could guess. */
function spellingsOf(secret: string): readonly string[] {
  const middle = secret.slice(4).split("/")[0] ?? secret;
  const inBase64 = Buffer.from(secret, "utf8").toString("base64").replace(/=+$/, "");
  return [secret, encodeURIComponent(secret), middle, inBase64];
}
