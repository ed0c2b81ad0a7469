import { KINDS } from '../support/fault-kinds.ts';
import { testFaults } from '../support/request-faults.ts';

testFaults(KINDS);
