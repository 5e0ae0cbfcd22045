import type { IdentityProvider } from "../src/engine/identity-provider.ts";
import { okta } from "./okta/provider.ts";

/** The identity providers whose clients are emulated; the first one is the default of `--idp`. */
export const IDENTITY_PROVIDERS: readonly [IdentityProvider, ...IdentityProvider[]] = [okta];
