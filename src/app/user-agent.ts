import type { Settings } from '../config/settings.ts';

/** Says who asks, and where a publisher can complain if the operator named a place. */
export const userAgentOf = ({ contactUrl }: Settings): string =>
  contactUrl === undefined ? 'vigia/0.1 (news monitor)' : `vigia/0.1 (news monitor; +${contactUrl})`;
