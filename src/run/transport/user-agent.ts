import { packageFacts } from "../../documents/package-root.ts";

let known: string | undefined;

/** The name by which the tool's own requests introduce themselves, for example `zi-scim-check/0.1`; no provider's client has it. */
export function userAgent(): string {
  known ??= toUserAgent(packageFacts());
  return known;
}

function toUserAgent({ name, version }: ReturnType<typeof packageFacts>): string {
  return `${name}/${version.split(".").slice(0, 2).join(".")}`;
}
