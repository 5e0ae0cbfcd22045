import { createMemorySeatLedger } from "./memory-seat-ledger.ts";
import { describeSeatLedger } from "./seat-ledger-contract.test-d.ts";

describeSeatLedger("The memory seat ledger", createMemorySeatLedger);
