import { THREAD_KINDS } from '../support/fault-kinds-threads.ts';
import { testFaults } from '../support/request-faults.ts';

testFaults(THREAD_KINDS);
