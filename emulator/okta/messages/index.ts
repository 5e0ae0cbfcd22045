import type { ProviderMessages } from "../../../src/engine/providers/messages.ts";
import { APP_ACTIONS } from "./app-actions.ts";
import { EMULATED_OUTCOMES, OUTCOMES } from "./outcomes.ts";
import { REMOTE_WORDS } from "./remote-words.ts";
import { STATUS_OUTCOMES } from "./statuses.ts";
import { USER_ACTIONS } from "./user-actions.ts";

/** What an Okta admin reads when something fails. */
export const OKTA_MESSAGES: ProviderMessages = {
  actions: [...USER_ACTIONS, ...APP_ACTIONS],
  outcomes: [...OUTCOMES, ...EMULATED_OUTCOMES, ...STATUS_OUTCOMES],
  remote: "Errors reported by remote server",
  words: REMOTE_WORDS,
};
