import type { SeatRules } from "../../profile/seat-rules.ts";
import { ScimError } from "../../scim/error.ts";
import { EmailTaken } from "../resources/users/email-taken.ts";
import { SeatRefusal } from "../seats/seat-refusal.ts";
import { UserNameTaken } from "../resources/users/user-name-taken.ts";
import { messageOf } from "../../scim/message-of.ts";

/** The SCIM error for anything that a request handler may throw. What is not known here is a fault of the server: 500. */
export function toScimError(error: unknown, seats: SeatRules | undefined): ScimError {
  if (error instanceof ScimError) return error;
  if (error instanceof SeatRefusal) return toSeatError(error, seats);
  if (error instanceof UserNameTaken || error instanceof EmailTaken) {
    return new ScimError(409, error.message, { scimType: "uniqueness", cause: error });
  }
  const reason = messageOf(error);
  return new ScimError(500, `The server failed to carry out the request: ${reason}`, { cause: error });
}

// RFC 7644 section 3.12: scimType goes with status 400 here; table 9 has no keyword for a quota.
function toSeatError(refusal: SeatRefusal, seats: SeatRules | undefined): ScimError {
  const status = seats?.statuses[refusal.reason] ?? 403;
  const scimType = status === 400 ? { scimType: "invalidValue" as const } : {};
  return new ScimError(status, refusal.message, { ...scimType, cause: refusal });
}
