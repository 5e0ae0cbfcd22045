import { createMemorySeatLedger } from "./memory-seat-ledger.ts";
import { describeSeatLedger } from "./seat-ledger-contract.fixture.ts";

describeSeatLedger("The memory seat ledger", createMemorySeatLedger);
