import type { IdentityProviderInstance, IdentityProviderOptions } from "../../../src/engine/identity-provider.ts";
import { OKTA_ACTIONS } from "./okta-actions.ts";
import { createOktaStage, directoryEntries } from "./okta-stage.ts";

/** An org and its app, ready to carry out a scenario's steps. */
export function createOktaInstance(options: IdentityProviderOptions): IdentityProviderInstance {
  const stage = createOktaStage(options);
  return {
    knows: (action) => OKTA_ACTIONS.has(action),
    perform: async ({ action, settings }) => {
      const perform = OKTA_ACTIONS.get(action);
      if (perform === undefined) throw new Error(`Okta's emulation has no step "${action}"`);
      return perform(stage, settings);
    },
    adminViews: () => ({ ...stage.app.console.views(), systemLog: stage.org.systemLog() }),
    assignments: () => stage.app.assignments(),
    people: () => directoryEntries(stage),
  };
}
