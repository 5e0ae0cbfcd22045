import type { IdentityProvider, IdentityProviderInstance } from "../../src/engine/identity-provider.ts";
import { OKTA_ACTIONS } from "./actions/okta-actions.ts";
import { createOktaStage, directoryEntries } from "./actions/okta-stage.ts";

/** Okta: an org with one app, as a catalogue app (`oin`) or as one made in the App Integration Wizard (`aiw`). */
export const okta: IdentityProvider = {
  id: "okta",
  title: "Okta",
  dialects: ["oin", "aiw"],
  create: (options): IdentityProviderInstance => {
    const stage = createOktaStage(options);
    return {
      knows: (action) => OKTA_ACTIONS.has(action),
      perform: async ({ action, settings }) => {
        const perform = OKTA_ACTIONS.get(action);
        if (perform === undefined) throw new Error(`Okta's emulation has no step "${action}"`);
        return perform(stage, settings);
      },
      assignments: () => stage.app.assignments(),
      people: () => directoryEntries(stage),
    };
  },
};
